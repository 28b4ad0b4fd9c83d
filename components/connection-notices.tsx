import { i18n } from '@/lib/i18n';
import { needsPerson } from '@/lib/invites/poll-state';
import type { Connection } from '@/lib/invites/schemas';
import { type InviteState, snapshotOf } from '@/lib/invites/state';
import { connectionName } from './connection-name';
import { failureText } from './failure-text';
import { FailureDetails, Notice } from './notice';
import { pastTime } from './time';

interface ConnectionNoticesProps {
  state: InviteState;
  nowMs: number;
  onSettings(): void;
}

/** What is wrong with each connection, above the list that is still good. */
export function ConnectionNotices({ state, nowMs, onSettings }: ConnectionNoticesProps) {
  return (
    <>
      {state.storageFailedAtMs !== null && (
        <Notice title={i18n.t('failure.notSaved.title')}>
          <p>{i18n.t('failure.notSaved.remedy')}</p>
        </Notice>
      )}
      {state.connections.map((connection) => (
        <ConnectionNotice key={connection.id} {...{ connection, state, nowMs, onSettings }} />
      ))}
    </>
  );
}

function ConnectionNotice({
  connection,
  state,
  nowMs,
  onSettings,
}: ConnectionNoticesProps & { connection: Connection }) {
  const poll = state.polls[connection.id];
  const { unreadable, complete } = snapshotOf(state, connection.id);
  // With one login its name says nothing; with several it says which.
  const prefix = state.connections.length > 1 && (
    <>
      <bdi>{i18n.t('list.ofLogin', connectionName(connection))}</bdi>{' '}
    </>
  );
  return (
    <>
      {/* The popup says this one itself, once for all logins. */}
      {poll?.failure && poll.failure.reason !== 'host-permission-missing' && (
        <Notice
          title={
            <>
              {prefix}
              {failureText(poll.failure, nowMs).title}
            </>
          }
        >
          <FailureDetails failure={poll.failure} nowMs={nowMs} />
          {poll.fetchedAtMs !== null && (
            <p class="hint">{i18n.t('list.lastKnown', pastTime(poll.fetchedAtMs, nowMs))}</p>
          )}
          {needsPerson(poll) && (
            <button type="button" class="button primary" onClick={onSettings}>
              {i18n.t('refused.button')}
            </button>
          )}
        </Notice>
      )}
      {!poll?.failure && !connection.canRespond && (
        <Notice
          title={
            <>
              {prefix}
              {i18n.t('list.readOnly')}
            </>
          }
        >
          <button type="button" class="link" onClick={onSettings}>
            {i18n.t('list.readOnlyButton')}
          </button>
        </Notice>
      )}
      {unreadable > 0 && <Notice title={i18n.t('list.unreadable', unreadable)} />}
      {!complete && <Notice title={i18n.t('list.incomplete')} />}
    </>
  );
}
