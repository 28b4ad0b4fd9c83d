import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import { i18n } from '@/lib/i18n';
import { AskingButtons, comeIntoView } from './asking-buttons';
import { useEscape } from './use-escape';

interface InvitationActionsProps {
  name: string;
  hideReject: boolean;
  /** Whether the invitation has a warning, so that Accept asks first, too. */
  isCautioned: boolean;
  /** Replaced by the question while one is asked. */
  timeLeft: ComponentChildren;
  /** Null if this invitation cannot be answered here. */
  onRespond: ((answer: Answer) => void) | null;
}

/**
 * The Accept and Reject buttons. Accept takes one press, unless there is a warning; Reject asks once. The button that
 * confirms is below, before the safe choice.
 */
export function InvitationActions(props: InvitationActionsProps) {
  const { name, hideReject, isCautioned, timeLeft, onRespond } = props;
  const [asking, setAsking] = useState<Answer | null>(null);
  useEscape('question', onRespond !== null && asking !== null, () => setAsking(null));

  if (!onRespond) return timeLeft;
  return (
    <AskingButtons
      beside={
        asking ? (
          <>
            <span class="question">{questions[asking]()}</span>
            <button
              ref={comeIntoView}
              type="button"
              class="button danger answering"
              aria-label={yesLabels[asking](name)}
              onClick={() => onRespond(asking)}
            >
              {i18n.t(asking === 'accepted' ? 'row.acceptYes' : 'row.confirmYes')}
            </button>
          </>
        ) : (
          timeLeft
        )
      }
      buttons={
        <>
          {!hideReject && (
            <button
              type="button"
              class="button"
              data-key="reject"
              aria-label={i18n.t('row.rejectLabel', [name])}
              onClick={() => setAsking('rejected')}
            >
              {i18n.t('row.reject')}
            </button>
          )}
          <button
            type="button"
            class={isCautioned ? 'button' : 'button primary'}
            data-key="accept"
            aria-label={i18n.t('row.acceptLabel', [name])}
            onClick={() => (isCautioned ? setAsking('accepted') : onRespond('accepted'))}
          >
            {i18n.t('row.accept')}
          </button>
        </>
      }
      safe={
        asking && (
          <button
            type="button"
            class="button safe"
            aria-label={i18n.t('row.keepLabel', [name])}
            onClick={() => setAsking(null)}
          >
            {i18n.t('row.keep')}
          </button>
        )
      }
    />
  );
}

const questions: Record<Answer, () => string> = {
  accepted: () => i18n.t('row.acceptConfirm'),
  rejected: () => i18n.t('row.confirm'),
};

const yesLabels: Record<Answer, (name: string) => string> = {
  accepted: (name) => i18n.t('row.acceptYesLabel', [name]),
  rejected: (name) => i18n.t('row.confirmYesLabel', [name]),
};
