import { useEffect } from 'preact/hooks';
import { absoluteTime } from '../shared/time';

/**
 * Sets the tooltip of the element under the pointer: the date for a time, the full text for a name that may be cut off.
 * Done only then, because the first date takes Chromium 20 to 40 ms, and the first paint should not wait for that.
 */
export function useTooltips(): void {
  useEffect(() => {
    document.addEventListener('pointerover', giveTooltip);
    return () => document.removeEventListener('pointerover', giveTooltip);
  }, []);
}

function giveTooltip({ target }: Event): void {
  if (target instanceof HTMLTimeElement) target.title = absoluteTime(Date.parse(target.dateTime));
  else if (target instanceof Element) {
    const name = target.closest('bdi');
    if (name) name.title = name.textContent;
  }
}
