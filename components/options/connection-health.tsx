import type { Connection } from '@/lib/domain/connection';
import { sources } from '@/lib/domain/invitation-record';
import { isDoubted, type PollState } from '@/lib/domain/poll-schedule';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { pastTime, relativeTime } from '../shared/time';

interface ConnectionHealthProps {
  connection: Connection;
  poll: PollState | undefined;
  nowMs: number;
}

/** Whether a login works, and if not, why. */
export function ConnectionHealth({ connection, poll, nowMs }: ConnectionHealthProps) {
  if (poll && isDoubted(poll)) {
    return <p>{i18n.t(poll.refusedTimes > 1 ? 'list.refusedTwice' : 'list.refusedOnce')}</p>;
  }
  if (poll?.failure) {
    return (
      <div class="form-failure">
        <p class="notice-title">{failureText(poll.failure, nowMs).title}</p>
        <FailureDetails failure={poll.failure} nowMs={nowMs} />
      </div>
    );
  }
  return (
    <>
      {poll && connection.canRespond && (
        <p class="good">{i18n.t('options.working', [pastTime(poll.finishedAtMs, nowMs)])}</p>
      )}
      {!connection.canRespond && (
        <>
          <p class="warning">
            {i18n.t('options.canOnlyRead')}
            {poll && ` ${i18n.t('popup.updated', [pastTime(poll.finishedAtMs, nowMs)])}`}
          </p>
          <p>{i18n.t('options.readOnly')}</p>
        </>
      )}
      {poll && <RefusedList poll={poll} nowMs={nowMs} />}
    </>
  );
}

/** The list that Cloudflare does not let this login read, although it can read the other one. */
function RefusedList({ poll, nowMs }: { poll: PollState; nowMs: number }) {
  const [source] = sources.filter((one) => poll.refusals[one]);
  const refusal = source && poll.refusals[source];
  if (!refusal) return null;
  const reason = refusal.failure.message ?? failureText(refusal.failure, nowMs).title;
  const text = source === 'invites' ? 'options.invitesRefused' : 'options.membershipsRefused';
  return (
    <p class="hint">
      <bdi>{i18n.t(text, [reason, relativeTime(Math.max(refusal.nextAtMs, poll.nextAtMs ?? 0), nowMs)])}</bdi>
    </p>
  );
}
