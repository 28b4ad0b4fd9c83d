import { absoluteTime } from './time';

/**
 * Gives what the pointer is on its tooltip: a time its date, a stranger's text, which may be cut, all of itself. Written
 * when it is wanted: the first paint need not wait for four in each row.
 */
export function giveTooltip({ target }: { target: EventTarget | null }): void {
  if (target instanceof HTMLTimeElement) target.title = absoluteTime(Date.parse(target.dateTime));
  else if (target instanceof HTMLElement && target.localName === 'bdi') target.title = target.textContent;
}
