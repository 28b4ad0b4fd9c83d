import { useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation';
import { i18n } from '@/lib/i18n';
import { NameList } from './name-list';

interface BulkActionsProps {
  names: string[];
  hideReject: boolean;
  /** The browser refused to store the last answer. */
  notSaved: boolean;
  onAnswer(answer: Answer): void;
}

/** Answers all that are selected, after one confirmation that names them. */
export function BulkActions({ names, hideReject, notSaved, onAnswer }: BulkActionsProps) {
  const [asked, setAsked] = useState<Answer | null>(null);
  if (asked && names.length > 0) {
    return (
      <section class="selection" role="alertdialog" aria-label={questionOf(asked, names.length)}>
        <p class="notice-title">{questionOf(asked, names.length)}</p>
        <p class="selection-names">
          <NameList names={names} />
        </p>
        {notSaved && (
          <p class="field-error" role="alert">
            {i18n.t('failure.notSaved.title')}
          </p>
        )}
        <div class="selection-end">
          <button type="button" class="button" onClick={() => setAsked(null)}>
            {i18n.t('select.back')}
          </button>
          <button
            type="button"
            class={asked === 'accepted' ? 'button primary' : 'button danger'}
            onClick={() => onAnswer(asked)}
          >
            {i18n.t(asked === 'accepted' ? 'select.yesAccept' : 'select.yesReject')}
          </button>
        </div>
      </section>
    );
  }
  return (
    <section class="selection" aria-label={i18n.t('select.label')}>
      <div class="selection-end">
        <span class="question">{i18n.t('select.count', names.length)}</span>
        {!hideReject && (
          <button
            type="button"
            class="button"
            disabled={names.length === 0}
            onClick={() => setAsked('rejected')}
          >
            {i18n.t('select.reject')}
          </button>
        )}
        <button
          type="button"
          class="button primary"
          disabled={names.length === 0}
          onClick={() => setAsked('accepted')}
        >
          {i18n.t('select.accept')}
        </button>
      </div>
    </section>
  );
}

function questionOf(answer: Answer, count: number): string {
  return answer === 'accepted' ? i18n.t('select.askAccept', count) : i18n.t('select.askReject', count);
}
