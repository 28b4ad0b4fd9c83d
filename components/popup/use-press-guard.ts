import { useEffect } from 'preact/hooks';
import { afterLook, afterScroll, isDeliberate, type Standing, steadyMs } from './press-guard';

/** Every button below the header, so that a new one is covered too; but for those that only unfold, and for forms. */
const guarded = 'main button[type=button]:not([aria-expanded])';

/** Keys that press something: the browser's on what has the focus, and the list's own. */
const pressing = ['Enter', ' ', 'a', 'r', 'u'];

const standings = new WeakMap<Element, Standing>();
/** When the key or the pointer last went down. */
let inputAtMs = Number.NEGATIVE_INFINITY;
let refusedAtMs = Number.NEGATIVE_INFINITY;
/** Whether the page has changed since the last look. */
let changed = true;
let lookPlanned = false;

/**
 * Refuses presses that nobody can mean, because accepting cannot be undone: the second click of a double-click, the
 * repeats of a held key, and any press of a button that has not stood where it is for half a second. Undo need not have.
 */
export function usePressGuard(): void {
  useEffect(() => {
    const observer = new MutationObserver(planLook);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['class', 'style', 'aria-label'],
    });
    const listeners = new AbortController();
    const options = { capture: true, signal: listeners.signal };
    document.addEventListener('pointerdown', noteInput, options);
    document.addEventListener('keydown', noteInput, options);
    document.addEventListener('keydown', refuseHeldKey, options);
    document.addEventListener('click', refuseHastyPress, options);
    document.addEventListener('scroll', followScroll, options);
    window.addEventListener('resize', planLook, options);
    planLook();
    return () => {
      observer.disconnect();
      listeners.abort();
    };
  }, []);
}

/** Has the buttons in `element` stand anew, after the focus came to it by itself. */
export function unsettle(element: Element): void {
  for (const button of element.querySelectorAll(guarded)) standings.delete(button);
  planLook();
}

/** By then a change is on the screen: looking earlier would cost another layout. A press before then looks itself. */
const lookAfterMs = 50;

/** No animation frame: in a window that is not in front it may come seconds later, and refuse presses until then. */
function planLook(): void {
  changed = true;
  if (lookPlanned) return;
  lookPlanned = true;
  setTimeout(() => {
    lookPlanned = false;
    look(afterLook);
  }, lookAfterMs);
}

function look(next: typeof afterLook): void {
  changed = false;
  const nowMs = performance.now();
  for (const button of document.querySelectorAll(guarded)) {
    const { left, top } = button.getBoundingClientRect();
    const label = button.ariaLabel ?? button.textContent;
    standings.set(button, next(standings.get(button), { left, top, label }, nowMs));
  }
}

/** With a change not yet looked at, what moved may have moved by that: then it counts as moved. */
function followScroll(): void {
  look(changed ? afterLook : afterScroll);
}

function noteInput({ timeStamp }: Event): void {
  inputAtMs = timeStamp;
}

function refuseHeldKey(event: KeyboardEvent): void {
  if (event.repeat && pressing.includes(event.key) && !isTyping(event.target)) refuse(event);
}

function refuseHastyPress(event: MouseEvent): void {
  const button = event.target instanceof Element && event.target.closest(guarded);
  if (!button) return;
  look(afterLook);
  const standing = standings.get(button);
  if (!standing) return;
  // On a busy machine a press is handled late: what counts is when it was made. Assistive software has only the click.
  const atMs = event.timeStamp - inputAtMs < 2 * steadyMs ? inputAtMs : event.timeStamp;
  const isUndo = button.matches('[data-key=undo]');
  if (isDeliberate({ atMs, clicks: event.detail, isUndo, standing, refusedAtMs })) return;
  refusedAtMs = event.timeStamp;
  refuse(event);
}

function refuse(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Whether keys write text where they arrive. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), select, textarea');
}
