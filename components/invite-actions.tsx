import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Answer } from '@/lib/cloudflare/invitation';

interface InviteActionsProps {
  name: string;
  hideReject: boolean;
  /** Stands where the question stands while it is asked. */
  timeLeft: ComponentChildren;
  /** Null when this invitation cannot be answered from here. */
  onRespond: ((answer: Answer) => void) | null;
}

/** Accept is one press; Reject asks once, in the same place. */
export function InviteActions({ name, hideReject, timeLeft, onRespond }: InviteActionsProps) {
  const [confirming, setConfirming] = useState(false);
  const safeChoice = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (confirming) safeChoice.current?.focus();
  }, [confirming]);

  if (!onRespond) return timeLeft;
  if (confirming) {
    return (
      <>
        <span class="question">{i18n.t('row.confirm')}</span>
        <button
          ref={safeChoice}
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
