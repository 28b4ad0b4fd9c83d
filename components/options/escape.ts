import type { TargetedKeyboardEvent } from 'preact';

/** What a form or a question does about keys: Escape leaves it, unless an input method composes, whose own it then is. */
export function leaveOnEscape(onLeave: () => void) {
  return (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && !event.isComposing) onLeave();
  };
}
