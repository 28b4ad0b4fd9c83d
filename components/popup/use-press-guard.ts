import { useEffect } from 'preact/hooks';
import { afterLook, afterScroll, isDeliberate, type Standing, steadyMs } from './press-guard';

/**
 * All buttons below the header, so that new ones are covered too, except those that only unfold something and those of
 * forms.
 */
const guarded = 'main button[type=button]:not([aria-expanded])';

/** Keys that press something: the browser's keys for the focused element, and the list's own. */
const pressing = ['Enter', ' ', 'a', 'r', 'u'];

const standings = new WeakMap<Element, Standing>();
/** When a key or the pointer was last pressed down. */
let inputAtMs = Number.NEGATIVE_INFINITY;
let refusedAtMs = Number.NEGATIVE_INFINITY;
/** Whether the page has changed since the buttons were last looked at. */
let changed = true;
let plannedLook: ReturnType<typeof setTimeout> | undefined;

/**
 * Ignores presses that cannot be deliberate, because accepting cannot be undone once sent: the second click of a
 * double-click, the repeats of a held key, and any press of a button that has not been in its place for half a second.
 * Undo is exempt from the last one.
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
      clearTimeout(plannedLook);
      plannedLook = undefined;
    };
  }, []);
}

/** Restarts the time of the buttons in `element`, after the focus moved there without the user doing it. */
export function unsettle(element: Element): void {
  for (const button of element.querySelectorAll(guarded)) standings.delete(button);
  planLook();
}

/**
 * After this time (ms) a change is on the screen; looking earlier would cost another layout. A press before that
 * triggers a look itself.
 */
const lookAfterMs = 50;

/**
 * Looks at the buttons soon. Not in an animation frame, because in a background window that may come seconds later, and
 * presses would be ignored until then.
 */
function planLook(): void {
  changed = true;
  plannedLook ??= setTimeout(() => {
    plannedLook = undefined;
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

/** If the page has also changed, a button may have moved because of that, so it counts as moved. */
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
  // On a busy machine a press is handled late, but what counts is when it was made. Assistive software only sends a
  // click.
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

/** Whether typed keys go into `target`. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]), select, textarea');
}
