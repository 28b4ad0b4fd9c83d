import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import { AskingButtons } from './asking-buttons';
import { CautionList } from './caution-list';
import { isAllPowerful } from './invitation-facts';
import { NameList, nameOf } from './name-list';
import { useEscape } from './use-escape';
import { isCautioned } from './use-selection';

interface BulkActionsProps {
  rows: InviteRow[];
  /** How many invitations 'Select all' left out, because they have to be looked at one by one. */
  leftOut: number;
  /** How many of the selected rows the search hides. */
  hidden: number;
  hideReject: boolean;
  /** The browser refused to store the last answer. */
  notSaved: boolean;
  onAnswer(answer: Answer): void;
  /** Goes to the next invitation that was left out. */
  onLeftOut(): void;
}

/**
 * Answers all selected invitations, after one confirmation that names them. Those with warnings come first, with the
 * reasons.
 */
export function BulkActions(props: BulkActionsProps) {
  const { rows, leftOut, hidden, hideReject, notSaved, onAnswer, onLeftOut } = props;
  const [picked, setPicked] = useState<Answer | null>(null);
  const count = rows.length;
  const asked = count > 0 ? picked : null;
  const mighty = rows.filter(({ invitation }) => invitation.roles.some(isAllPowerful)).length;
  const question = asked && questionOf(asked, count);
  useEscape('question', asked !== null, () => setPicked(null));
  return (
    <section
      class="selection"
      role={asked ? 'alertdialog' : undefined}
      aria-label={question ?? i18n.t('select.label')}
    >
      {question && (
        <>
          <p class="notice-title">{question}</p>
          {asked === 'accepted' && mighty > 0 && <p class="urgent">{i18n.t('select.mighty', mighty)}</p>}
          <div class="selection-names">
            {rows.filter(isCautioned).map((row) => (
              <div key={row.key} class="selection-caution">
                <bdi>{nameOf(row)}</bdi>
                <CautionList cautions={row.invitation.cautions} />
              </div>
            ))}
            <NameList names={rows.filter((row) => !isCautioned(row)).map(nameOf)} />
          </div>
          {notSaved && (
            <p class="field-error" role="alert">
              {i18n.t('failure.notSaved.title')}
            </p>
          )}
        </>
      )}
      {!asked && leftOut > 0 && (
        <p>
          <span class="question">{i18n.t('select.count', count)} · </span>
          <button type="button" class="link" onClick={onLeftOut}>
            {i18n.t('select.leftOut', leftOut)}
          </button>
        </p>
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
              <div class="selection-count">
                {leftOut === 0 && <p class="question">{i18n.t('select.count', count)}</p>}
                {hidden > 0 && <p class="hint">{i18n.t('select.hidden', hidden)}</p>}
              </div>
            )
          }
          buttons={
            <>
              {!hideReject && (
                <button
                  type="button"
                  class="button"
                  disabled={count === 0}
                  onClick={() => setPicked('rejected')}
                >
                  {i18n.t('select.reject')}
                </button>
              )}
              <button
                type="button"
                class="button primary"
                disabled={count === 0}
                onClick={() => setPicked('accepted')}
              >
                {i18n.t('select.accept')}
              </button>
            </>
          }
          safe={
            asked && (
              <button type="button" class="button safe" onClick={() => setPicked(null)}>
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
