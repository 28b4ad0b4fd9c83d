import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface AskingButtonsProps {
  /** Stands before the buttons. */
  beside: ComponentChildren;
  buttons: ComponentChildren;
  /** While one of the buttons asks: the choice that loses nothing. It takes the place of the buttons. */
  safe: ComponentChildren;
}

/**
 * Buttons of which some ask before they act. While one asks they are not seen and cannot be pressed, but keep their
 * room, with only the safe choice in it: so what answers the question never stands where a button stood. The safe choice
 * has the focus when the question comes up; it goes back to where it was when the question is taken back.
 */
export function AskingButtons({ beside, buttons, safe }: AskingButtonsProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const asked = document.activeElement;
    if (!safe) return;
    box.current?.querySelector<HTMLElement>('.safe')?.focus();
    return () => {
      if (asked instanceof HTMLElement) asked.focus();
    };
  }, [!safe]);
  return (
    <>
      {beside}
      {/* The key keeps it from being taken for what stands before it. */}
      <div key="asking" ref={box} class="asking">
        <fieldset class="asking-buttons" disabled={!!safe}>
          {buttons}
        </fieldset>
        {safe}
      </div>
    </>
  );
}

/** For the choice that does it: it may stand below what is seen. */
export function comeIntoView(button: HTMLButtonElement | null): void {
  button?.scrollIntoView({ block: 'nearest' });
}
