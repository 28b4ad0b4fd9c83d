import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

// Where the focus goes when the element that had it is gone.

/** A ref for the button that opens something; the button gets the focus back when that closes. */
export function useTrigger(open: boolean): RefObject<HTMLButtonElement | null> {
  const trigger = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  // A layout effect, so that it runs before the effects of whatever else the change rendered, such as a message that
  // takes the focus.
  useLayoutEffect(() => {
    if (wasOpen.current && !open) trigger.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return trigger;
}

/** Focuses an element when a render has removed the one that had the focus. */
export function useFallbackFocus(fallback: RefObject<HTMLElement | null>): void {
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const remember = (event: FocusEvent) => {
      last.current = event.target;
    };
    addEventListener('focusin', remember);
    return () => removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    const isGone = last.current instanceof Node && !last.current.isConnected;
    if (isGone && document.activeElement === document.body) fallback.current?.focus();
  });
}

/**
 * After each failed submission of a form, counted in `tries`, focuses the first field that is marked as invalid, or
 * else the submit button, and scrolls the reason into view.
 */
export function useInvalidFocus(form: RefObject<HTMLFormElement | null>, tries: number): void {
  useEffect(() => {
    if (tries === 0) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const target = field ?? form.current?.querySelector<HTMLElement>('[type=submit]');
    target?.focus({ preventScroll: true });
    const seen = field?.closest('.field') ?? form.current?.querySelector('.form-failure') ?? target;
    seen?.scrollIntoView({ block: 'center' });
  }, [tries]);
}

/** Focuses the first empty field of a form, whenever `opened` changes to something other than null. */
export function useFirstField(form: RefObject<HTMLFormElement | null>, opened: unknown): void {
  useEffect(() => {
    if (opened === null) return;
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>('.field input') ?? [])];
    (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
}
