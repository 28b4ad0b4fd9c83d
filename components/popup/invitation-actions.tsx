import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import { i18n } from '@/lib/i18n';
import { AskingButtons, takeFocus } from './asking-buttons';

interface InvitationActionsProps {
  name: string;
  hideReject: boolean;
  /** Gives its place to the question while that is asked. */
  timeLeft: ComponentChildren;
  /** Null when this invitation cannot be answered from here. */
  onRespond: ((answer: Answer) => void) | null;
}

/** Accept is one press; Reject asks once, and its answer stands below, on the other side. */
export function InvitationActions({ name, hideReject, timeLeft, onRespond }: InvitationActionsProps) {
  const [asking, setAsking] = useState(false);

  if (!onRespond) return timeLeft;
  return (
    <>
      <AskingButtons
        beside={asking ? <span class="question">{i18n.t('row.confirm')}</span> : timeLeft}
        buttons={
          <>
            {!hideReject && (
              <button
                type="button"
                class="button"
                data-key="reject"
                aria-label={i18n.t('row.rejectLabel', [name])}
                onClick={() => setAsking(true)}
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
        }
        safe={
          asking && (
            <button
              ref={takeFocus}
              type="button"
              class="button safe"
              aria-label={i18n.t('row.keepLabel', [name])}
              onClick={() => setAsking(false)}
            >
              {i18n.t('row.keep')}
            </button>
          )
        }
      />
      {asking && (
        <button
          type="button"
          class="button danger answering"
          aria-label={i18n.t('row.confirmYesLabel', [name])}
          onClick={() => onRespond('rejected')}
        >
          {i18n.t('row.confirmYes')}
        </button>
      )}
    </>
  );
}
