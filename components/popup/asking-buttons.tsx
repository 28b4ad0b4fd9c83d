import type { ComponentChildren } from 'preact';

interface AskingButtonsProps {
  /** Stands before the buttons. */
  beside: ComponentChildren;
  buttons: ComponentChildren;
  /** While one of the buttons asks: the choice that loses nothing. It takes the place of the buttons. */
  safe: ComponentChildren;
}

/**
 * Buttons of which some ask before they act. While one asks they are not seen and cannot be pressed, but keep their
 * room, with only the safe choice in it: so what answers the question never stands where a button stood.
 */
export function AskingButtons({ beside, buttons, safe }: AskingButtonsProps) {
  return (
    <>
      {beside}
      <div class="asking">
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

/** For the choice that loses nothing: it has the focus when the question comes up. */
export function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
