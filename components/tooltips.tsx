import { useEffect } from 'preact/hooks';
import { absoluteTime } from './date';

/**
 * Gives what the pointer is on its tooltip: a time its date, a stranger's text, which may be cut, all of itself. Written
 * when it is wanted: the first paint need not wait for four in each row.
 */
export function Tooltips() {
  useEffect(() => {
    // The first date takes the browser 20 to 40 ms, the others none: better while nothing happens than under the pointer.
    const idle = requestIdleCallback(() => absoluteTime(0));
    document.addEventListener('pointerover', giveTooltip);
    return () => {
      cancelIdleCallback(idle);
      document.removeEventListener('pointerover', giveTooltip);
    };
  }, []);
  return null;
}

function giveTooltip({ target }: Event): void {
  if (!(target instanceof HTMLElement)) return;
  const { at } = target.dataset;
  if (at) target.title = absoluteTime(Number(at));
  else if (target.localName === 'bdi') target.title = target.textContent;
}
