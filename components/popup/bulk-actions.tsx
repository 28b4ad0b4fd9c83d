import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import { i18n } from '@/lib/i18n';
import { AskingButtons, takeFocus } from './asking-buttons';
import { NameList } from './name-list';

interface BulkActionsProps {
  names: string[];
  /** How many 'Select all' left out, because they are to be looked at one by one. */
  leftOut: number;
  hideReject: boolean;
  /** The browser refused to store the last answer. */
  notSaved: boolean;
  onAnswer(answer: Answer): void;
}

/** Answers all that are selected, after one confirmation that names them. */
export function BulkActions({ names, leftOut, hideReject, notSaved, onAnswer }: BulkActionsProps) {
  const [picked, setPicked] = useState<Answer | null>(null);
  const asked = names.length > 0 ? picked : null;
  const question = asked && questionOf(asked, names.length);
  return (
    <section
      class="selection"
      role={asked ? 'alertdialog' : undefined}
      aria-label={question ?? i18n.t('select.label')}
    >
      {question && (
        <>
          <p class="notice-title">{question}</p>
          <p class="selection-names">
            <NameList names={names} />
          </p>
          {notSaved && (
            <p class="field-error" role="alert">
              {i18n.t('failure.notSaved.title')}
            </p>
          )}
        </>
      )}
      <div class="selection-end">
        <AskingButtons
          beside={
            asked ? (
              <button
                key="yes"
                type="button"
                class={asked === 'accepted' ? 'button primary answering' : 'button danger answering'}
                onClick={() => onAnswer(asked)}
              >
                {i18n.t(asked === 'accepted' ? 'select.yesAccept' : 'select.yesReject')}
              </button>
            ) : (
              <div>
                <p class="question">{i18n.t('select.count', names.length)}</p>
                {leftOut > 0 && <p class="hint">{i18n.t('select.leftOut', leftOut)}</p>}
              </div>
            )
          }
          buttons={
            <>
              {!hideReject && (
                <button
                  type="button"
                  class="button"
                  disabled={names.length === 0}
                  onClick={() => setPicked('rejected')}
                >
                  {i18n.t('select.reject')}
                </button>
              )}
              <button
                type="button"
                class="button primary"
                disabled={names.length === 0}
                onClick={() => setPicked('accepted')}
              >
                {i18n.t('select.accept')}
              </button>
            </>
          }
          safe={
            asked && (
              <button ref={takeFocus} type="button" class="button safe" onClick={() => setPicked(null)}>
                {i18n.t('select.back')}
              </button>
            )
          }
        />
      </div>
    </section>
  );
}

function questionOf(answer: Answer, count: number): string {
  return answer === 'accepted' ? i18n.t('select.askAccept', count) : i18n.t('select.askReject', count);
}
