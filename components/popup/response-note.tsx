import type { ComponentChildren } from 'preact';
import type { Answer } from '@/lib/domain/invitation-record';
import type { Hold, OutboxEntry } from '@/lib/domain/outbox';
import type { Wait } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { futureTime } from '../shared/time';

interface UnderWayProps {
  /** Identifies its row. */
  id: string;
  answer: Answer;
  /** The organization's name. */
  name: string;
  /** Null once the answer may have been sent. */
  hold: Hold | null;
  /** What it waits for after the hold, if anything. */
  wait: Wait | null;
  /** Shown while the user has not answered. */
  timeLeft: ComponentChildren;
  nowMs: number;
  onUndo(): void;
}

/** The answer that is under way; while it is held, it can be taken back. */
export function UnderWay({ id, answer, name, hold, wait, timeLeft, nowMs, onUndo }: UnderWayProps) {
  const isTrusted = hold?.kind === 'trusted';
  const acceptedAtMs = Math.max(hold?.untilMs ?? 0, wait?.untilMs ?? 0, nowMs);
  return (
    <div class="responding undoable">
      <div>
        <p>
          {isTrusted
            ? i18n.t('row.trusted', [futureTime(acceptedAtMs, nowMs)])
            : i18n.t(answer === 'accepted' ? 'row.accepting' : 'row.rejecting')}
        </p>
        {isTrusted && timeLeft}
      </div>
      {hold && (
        <button
          type="button"
          class="button"
          data-key="undo"
          value={id}
          aria-label={i18n.t(isTrusted ? 'row.stopLabel' : 'row.undoLabel', [name])}
          onClick={onUndo}
        >
          {i18n.t(isTrusted ? 'row.stop' : 'row.undo')}
        </button>
      )}
    </div>
  );
}

interface WaitingNoteProps {
  answer: Answer;
  /** The organization's name. */
  name: string;
  /** Why it waits, and until when (epoch ms); null means until the user acts. */
  wait: Wait;
  nowMs: number;
  onTry(): void;
  /** Null once it may have had an effect, because it cannot be taken back then. */
  onTakeBack: (() => void) | null;
}

/** The answer that waits, why and until when, and what the user can do about it. */
export function WaitingNote({ answer, name, wait, nowMs, onTry, onTakeBack }: WaitingNoteProps) {
  const { failure, untilMs } = wait;
  const isAccept = answer === 'accepted';
  return (
    <div class="responding">
      <p>{failureText(failure, nowMs).title}</p>
      <p class="hint">
        {untilMs === null
          ? i18n.t(isAccept ? 'row.acceptHeld' : 'row.rejectHeld')
          : i18n.t(isAccept ? 'row.acceptRetried' : 'row.rejectRetried', [futureTime(untilMs, nowMs)])}
      </p>
      {!onTakeBack && <p class="hint">{i18n.t('row.maybeDone')}</p>}
      <p class="waiting-choices">
        {/* Nothing is sent to Cloudflare before a rate limit ends. */}
        {untilMs !== null && failure.reason !== 'rate-limited' && (
          <button type="button" class="link" aria-label={i18n.t('row.tryNowLabel', [name])} onClick={onTry}>
            {i18n.t('row.tryNow')}
          </button>
        )}
        {onTakeBack && (
          <button
            type="button"
            class="link"
            aria-label={i18n.t('row.takeBackLabel', [name])}
            onClick={onTakeBack}
          >
            {i18n.t('row.takeBack')}
          </button>
        )}
      </p>
    </div>
  );
}

interface ResponseFailureProps {
  entry: OutboxEntry;
  name: string;
  nowMs: number;
  /** Null if it can no longer be answered here. */
  onRetry: (() => void) | null;
  onDismiss(): void;
}

/** Why a response failed, until the user dismisses it. */
export function ResponseFailure({ entry, name, nowMs, onRetry, onDismiss }: ResponseFailureProps) {
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
      <p class="waiting-choices">
        {onRetry && (
          <button
            type="button"
            class="link"
            aria-label={i18n.t('batch.retryLabel', [name])}
            onClick={onRetry}
          >
            {i18n.t('batch.retry')}
          </button>
        )}
        <button
          type="button"
          class="link"
          aria-label={i18n.t('row.dismissLabel', [name])}
          onClick={onDismiss}
        >
          {i18n.t('row.dismiss')}
        </button>
      </p>
    </div>
  );
}
