import type { Connection } from '@/lib/domain/connection';
import { needsPerson } from '@/lib/domain/poll-schedule';
import { isComplete, unreadableCount } from '@/lib/domain/snapshot';
import { type State, snapshotOf } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { Alert, FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { connectionName } from '../shared/labels';
import { pastTime } from '../shared/time';

interface ConnectionAlertsProps {
  state: State;
  nowMs: number;
  onSettings(): void;
}

/** What is wrong with each connection, above the list that is still good. */
export function ConnectionAlerts({ state, nowMs, onSettings }: ConnectionAlertsProps) {
  return (
    <>
      {state.storageFailedAtMs !== null && (
        <Alert title={i18n.t('failure.notSaved.title')}>
          <p>{i18n.t('failure.notSaved.remedy')}</p>
        </Alert>
      )}
      {state.connections.map((connection) => (
        <ConnectionAlert key={connection.id} {...{ connection, state, nowMs, onSettings }} />
      ))}
    </>
  );
}

function ConnectionAlert({
  connection,
  state,
  nowMs,
  onSettings,
}: ConnectionAlertsProps & { connection: Connection }) {
  const poll = state.polls[connection.id];
  const snapshot = snapshotOf(state, connection.id);
  const unreadable = unreadableCount(snapshot);
  // With one login its name says nothing; with several it says which.
  const prefix = state.connections.length > 1 && (
    <>
      <bdi>{i18n.t('list.ofLogin', [connectionName(connection)])}</bdi>{' '}
    </>
  );
  return (
    <>
      {/* The popup says this one itself, once for all logins. */}
      {poll?.failure && poll.failure.reason !== 'host-permission-missing' && (
        <Alert
          title={
            <>
              {prefix}
              {failureText(poll.failure, nowMs).title}
            </>
          }
        >
          <FailureDetails failure={poll.failure} nowMs={nowMs} />
          {poll.fetchedAtMs !== null && (
            <p class="hint">{i18n.t('list.lastKnown', [pastTime(poll.fetchedAtMs, nowMs)])}</p>
          )}
          {needsPerson(poll) && (
            <button type="button" class="button primary" onClick={onSettings}>
              {i18n.t('refused.button')}
            </button>
          )}
        </Alert>
      )}
      {!poll?.failure && !connection.canRespond && (
        <Alert
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
        </Alert>
      )}
      {unreadable > 0 && <Alert title={i18n.t('list.unreadable', unreadable)} />}
      {!isComplete(snapshot) && <Alert title={i18n.t('list.incomplete')} />}
    </>
  );
}
