import type { TargetedKeyboardEvent } from 'preact';

/**
 * A key handler for a form or a question: Escape leaves it, except while an input method is composing, which uses that
 * key itself.
 */
export function leaveOnEscape(onLeave: () => void) {
  return (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && !event.isComposing) onLeave();
  };
}
