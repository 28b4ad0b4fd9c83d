import { useEffect, useRef } from 'preact/hooks';

/** What is open, the latest last. */
const steps: { current(): void }[] = [];

/** While `active`, Escape calls `stepBack`: of several, that of what was opened last. Without any it closes the popup. */
export function useEscape(active: boolean, stepBack: () => void): void {
  const step = useRef(stepBack);
  step.current = stepBack;
  useEffect(() => {
    if (!active) return;
    steps.push(step);
    document.addEventListener('keydown', stepBackLast);
    return () => {
      steps.splice(steps.indexOf(step), 1);
    };
  }, [active]);
}

/** One listener, however often it is added. */
function stepBackLast(event: KeyboardEvent): void {
  const last = steps.at(-1);
  if (event.key !== 'Escape' || event.isComposing || !last) return;
  event.preventDefault();
  last.current();
}
