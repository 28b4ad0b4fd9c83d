import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

// Where the keyboard goes on when what had the focus is gone.

/** The button that opens something; it gets the focus back when that closes. */
export function useTrigger(open: boolean): RefObject<HTMLButtonElement | null> {
  const trigger = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  // Before the effects of what else the change has brought, such as a message that is to be read first.
  useLayoutEffect(() => {
    if (wasOpen.current && !open) trigger.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return trigger;
}

/** Gives the focus to an element when a render has removed the one that had it. */
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
 * After each failed try of a form, counted in `tries`, puts the focus into the first field that is marked as invalid,
 * else on the button that tries again, with the reason in view.
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

/** Puts the focus into the first empty field of a form, whenever `opened` is something else and not null. */
export function useFirstField(form: RefObject<HTMLFormElement | null>, opened: unknown): void {
  useEffect(() => {
    if (opened === null) return;
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>('.field input') ?? [])];
    (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
}
