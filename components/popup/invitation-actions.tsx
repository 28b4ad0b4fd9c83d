import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation';
import { i18n } from '@/lib/i18n';

interface InvitationActionsProps {
  name: string;
  hideReject: boolean;
  /** Stands where the question stands while it is asked. */
  timeLeft: ComponentChildren;
  /** Null when this invitation cannot be answered from here. */
  onRespond: ((answer: Answer) => void) | null;
}

/** Accept is one press; Reject asks once, in the same place. */
export function InvitationActions({ name, hideReject, timeLeft, onRespond }: InvitationActionsProps) {
  const [confirming, setConfirming] = useState(false);

  if (!onRespond) return timeLeft;
  if (confirming) {
    return (
      <>
        <span class="question">{i18n.t('row.confirm')}</span>
        <button
          ref={takeFocus}
          type="button"
          class="button"
          aria-label={i18n.t('row.keepLabel', [name])}
          onClick={() => setConfirming(false)}
        >
          {i18n.t('row.keep')}
        </button>
        <button
          type="button"
          class="button danger"
          aria-label={i18n.t('row.confirmYesLabel', [name])}
          onClick={() => onRespond('rejected')}
        >
          {i18n.t('row.confirmYes')}
        </button>
      </>
    );
  }
  return (
    <>
      {timeLeft}
      {!hideReject && (
        <button
          type="button"
          class="button"
          data-key="reject"
          aria-label={i18n.t('row.rejectLabel', [name])}
          onClick={() => setConfirming(true)}
        >
          {i18n.t('row.reject')}
        </button>
      )}
      <button
        type="button"
        class="button primary"
        data-key="accept"
        aria-label={i18n.t('row.acceptLabel', [name])}
        onClick={() => onRespond('accepted')}
      >
        {i18n.t('row.accept')}
      </button>
    </>
  );
}

/** The choice that loses nothing has the focus when the question comes up. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
