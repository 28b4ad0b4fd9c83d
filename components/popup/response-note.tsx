import type { Failure } from '@/lib/domain/failure';
import type { OutboxEntry } from '@/lib/domain/outbox';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { relativeTime } from '../shared/time';

interface WaitingNoteProps {
  failure: Failure;
  /** When it is tried again (epoch ms); null when that is up to the person. */
  untilMs: number | null;
  nowMs: number;
}

/** Why a response under way waits. */
export function WaitingNote({ failure, untilMs, nowMs }: WaitingNoteProps) {
  return (
    <div class="responding">
      <p>{failureText(failure, nowMs).title}</p>
      {untilMs !== null && <p class="hint">{i18n.t('row.waiting', [relativeTime(untilMs, nowMs)])}</p>}
    </div>
  );
}

interface ResponseFailureProps {
  entry: OutboxEntry;
  name: string;
  nowMs: number;
  onDismiss(): void;
}

/** Why a response came to nothing, until the person has read it. */
export function ResponseFailure({ entry, name, nowMs, onDismiss }: ResponseFailureProps) {
  if (!entry.failure) return null;
  return (
    <div class="response-failure" role="alert">
      <p>
        {entry.failure.reason !== 'outcome-unknown' && (
          <strong>{i18n.t(entry.answer === 'accepted' ? 'row.notAccepted' : 'row.notRejected')} </strong>
        )}
        {failureText(entry.failure, nowMs).title}
      </p>
      <FailureDetails failure={entry.failure} nowMs={nowMs} />
      <button type="button" class="link" aria-label={i18n.t('row.dismissLabel', [name])} onClick={onDismiss}>
        {i18n.t('row.dismiss')}
      </button>
    </div>
  );
}
