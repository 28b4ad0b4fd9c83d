import { i18n } from '#i18n';
import type { Answer } from '@/lib/cloudflare/invitation';
import type { OutboxEntry } from '@/lib/invites/outbox';
import { failureText } from './failure-text';
import { FailureDetails } from './notice';
import { relativeTime } from './time';

interface RespondingNoteProps {
  answer: Answer;
  entry: OutboxEntry | null;
  nowMs: number;
}

/** A response under way, and why it waits when it does. */
export function RespondingNote({ answer, entry, nowMs }: RespondingNoteProps) {
  const waits = entry?.failure && entry.nextAtMs > nowMs ? entry.failure : null;
  return (
    <div class="responding">
      <p>
        {waits
          ? failureText(waits, nowMs).title
          : i18n.t(answer === 'accepted' ? 'row.accepting' : 'row.rejecting')}
      </p>
      {waits && entry && <p class="hint">{i18n.t('row.waiting', [relativeTime(entry.nextAtMs, nowMs)])}</p>}
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
        <strong>{i18n.t(entry.answer === 'accepted' ? 'row.notAccepted' : 'row.notRejected')}</strong>{' '}
        {failureText(entry.failure, nowMs).title}
      </p>
      <FailureDetails failure={entry.failure} nowMs={nowMs} />
      <button type="button" class="link" aria-label={i18n.t('row.dismissLabel', [name])} onClick={onDismiss}>
        {i18n.t('row.dismiss')}
      </button>
    </div>
  );
}
