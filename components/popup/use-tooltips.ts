import { useEffect } from 'preact/hooks';
import { absoluteTime } from '../shared/time';

/**
 * Gives what the pointer is on its tooltip: a time its date, a stranger's text, which may be cut, all of itself. Written
 * when it is wanted: the first date takes Chromium 20 to 40 ms, which the first paint need not wait for.
 */
export function useTooltips(): void {
  useEffect(() => {
    document.addEventListener('pointerover', giveTooltip);
    return () => document.removeEventListener('pointerover', giveTooltip);
  }, []);
}

function giveTooltip({ target }: Event): void {
  if (target instanceof HTMLTimeElement) target.title = absoluteTime(Date.parse(target.dateTime));
  else if (target instanceof HTMLElement && target.localName === 'bdi') target.title = target.textContent;
}
