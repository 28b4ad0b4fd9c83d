import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface AskingButtonsProps {
  /** Shown before the buttons. */
  beside: ComponentChildren;
  buttons: ComponentChildren;
  /** While one of the buttons asks: the choice that loses nothing, shown in place of the buttons. */
  safe: ComponentChildren;
}

/**
 * Buttons of which some ask before they act. While one asks, the buttons are hidden and disabled but keep their room,
 * and only the safe choice is shown there: so the button that confirms is never where a button was before. The safe
 * choice gets the focus when the question appears, and the focus returns to where it was when the question is canceled.
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
      {/* The key keeps Preact from reusing this element for the one before it. */}
      <div key="asking" ref={box} class="asking">
        <fieldset class="asking-buttons" disabled={!!safe}>
          {buttons}
        </fieldset>
        {safe}
      </div>
    </>
  );
}

/** A ref for the button that confirms, because it may be out of view. */
export function comeIntoView(button: HTMLButtonElement | null): void {
  button?.scrollIntoView({ block: 'nearest' });
}
