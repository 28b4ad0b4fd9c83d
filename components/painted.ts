/** A window that nobody sees is not painted, and need not wait. */
const longestMs = 1_000;

/**
 * Resolves when the first paint is on the screen. Later than its rendering: until then the browser draws, and what is
 * loaded meanwhile takes the processor from it.
 */
export const painted = new Promise<void>((resolve) => {
  const observer = new PerformanceObserver((paints) => {
    // The page's background may be painted before.
    if (paints.getEntriesByName('first-contentful-paint').length > 0) resolve();
  });
  observer.observe({ type: 'paint', buffered: true });
  setTimeout(resolve, longestMs);
});
