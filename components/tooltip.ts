import { absoluteTime } from './time';

/**
 * Gives what the pointer is on its tooltip: a time its date, a stranger's text, which may be cut, all of itself. Written
 * when it is wanted: the first paint need not wait for four in each row.
 */
export function giveTooltip({ target }: { target: EventTarget | null }): void {
  if (!(target instanceof HTMLElement)) return;
  const { at } = target.dataset;
  if (at) target.title = absoluteTime(Number(at));
  else if (target.localName === 'bdi') target.title = target.textContent;
}
