import type { Connection } from '@/lib/domain/connection';
import { isDoubted, needsPerson } from '@/lib/domain/poll-schedule';
import { isComplete, unreadableCount } from '@/lib/domain/snapshot';
import { doesClockMatter, type State, snapshotOf } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { Alert, FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { connectionName } from '../shared/labels';
import { pastTime } from '../shared/time';

interface ConnectionAlertsProps {
  state: State;
  nowMs: number;
  /** Opens the form that updates a login's credentials. */
  onUpdate(connectionId: string): void;
}

/** What is wrong with each connection, above the list that is still good. */
export function ConnectionAlerts({ state, nowMs, onUpdate }: ConnectionAlertsProps) {
  return (
    <>
      {state.storageFailedAtMs !== null && (
        <Alert title={i18n.t('failure.notSaved.title')}>
          <p>{i18n.t('failure.notSaved.remedy')}</p>
        </Alert>
      )}
      {state.connections.map((connection) => (
        <ConnectionAlert key={connection.id} {...{ connection, state, nowMs, onUpdate }} />
      ))}
    </>
  );
}

function ConnectionAlert({
  connection,
  state,
  nowMs,
  onUpdate,
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
              {isDoubted(poll)
                ? i18n.t(poll.refusedTimes > 1 ? 'list.refusedTwice' : 'list.refusedOnce')
                : failureText(poll.failure, nowMs).title}
            </>
          }
        >
          {!isDoubted(poll) && <FailureDetails failure={poll.failure} nowMs={nowMs} />}
          {poll.fetchedAtMs !== null && (
            <p class="hint">{i18n.t('list.lastKnown', [pastTime(poll.fetchedAtMs, nowMs)])}</p>
          )}
          {needsPerson(poll) && (
            <button type="button" class="button primary" onClick={() => onUpdate(connection.id)}>
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
          <button type="button" class="link" onClick={() => onUpdate(connection.id)}>
            {i18n.t('list.readOnlyButton')}
          </button>
        </Alert>
      )}
      {doesClockMatter(state, connection.id, nowMs) && <Alert title={i18n.t('list.clock')} />}
      {unreadable > 0 && <Alert title={i18n.t('list.unreadable', unreadable)} />}
      {!isComplete(snapshot) && <Alert title={i18n.t('list.incomplete')} />}
    </>
  );
}
