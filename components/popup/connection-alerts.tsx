import type { ComponentChildren } from 'preact';
import type { Connection } from '@/lib/domain/connection';
import type { Failure } from '@/lib/domain/failure';
import { isDoubted, needsPerson, type PollState } from '@/lib/domain/poll-schedule';
import { isComplete, unreadableCount } from '@/lib/domain/snapshot';
import { doesClockMatter, type State, snapshotOf } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { Alert, FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { connectionName } from '../shared/labels';
import { futureTime, pastTime } from '../shared/time';
import { NameList } from './name-list';

export interface ConnectionAlertsProps {
  state: State;
  nowMs: number;
  /** Tries again now. */
  onTry(): void;
  /** Opens the form that updates a login's credentials. */
  onUpdate(connectionId: string): void;
}

/**
 * What is wrong with the logins, above the list, which still shows the last good state. If several logins have the same
 * problem, it is shown once.
 */
export function ConnectionAlerts({ state, nowMs, onTry, onUpdate }: ConnectionAlertsProps) {
  const { connections, polls } = state;
  const snapshots = connections.map(({ id }) => snapshotOf(state, id));
  const unreadable = snapshots.reduce((sum, snapshot) => sum + unreadableCount(snapshot), 0);
  const readOnly = connections.filter(({ id, canRespond }) => !polls[id]?.failure && !canRespond);
  // A single login needs no name. With several, the names say which one, unless the buttons that fix each of them
  // already do.
  const names = (of: Connection[], canFix: boolean) =>
    connections.length === 1 || (canFix && of.length > 1) ? [] : of.map(connectionName);
  return (
    <>
      {state.storageFailedAtMs !== null && (
        <Alert title={i18n.t('failure.notSaved.title')}>
          <p>{i18n.t('failure.notSaved.remedy')}</p>
        </Alert>
      )}
      {troublesOf(state, nowMs).map(({ first, poll, failure, title, remedy, logins }) => (
        <LoginAlert key={first.id} names={names(logins, needsPerson(poll))} title={title}>
          <FailureDetails failure={failure} nowMs={nowMs} remedy={remedy} />
          <LastKnown polls={logins.map(({ id }) => polls[id])} nowMs={nowMs} />
          {isDoubted(poll) && (
            <button type="button" class="link" onClick={onTry}>
              {i18n.t('row.tryNow')}
            </button>
          )}
          {needsPerson(poll) && (
            <Fix text={i18n.t('refused.button')} class="button primary" logins={logins} onUpdate={onUpdate} />
          )}
        </LoginAlert>
      ))}
      {readOnly.length > 0 && (
        <LoginAlert names={names(readOnly, true)} title={i18n.t('list.readOnly')}>
          <Fix text={i18n.t('list.readOnlyButton')} class="link" logins={readOnly} onUpdate={onUpdate} />
        </LoginAlert>
      )}
      {connections.some(({ id }) => doesClockMatter(state, id, nowMs)) && (
        <Alert title={i18n.t('list.clock')} />
      )}
      {unreadable > 0 && <Alert title={i18n.t('list.unreadable', unreadable)} />}
      {!snapshots.every(isComplete) && <Alert title={i18n.t('list.incomplete')} />}
    </>
  );
}

interface LoginAlertProps {
  names: string[];
  title: string;
  children: ComponentChildren;
}

/** A message about logins: a single name comes before the title, several come below it. */
function LoginAlert({ names, title, children }: LoginAlertProps) {
  if (names.length !== 1) {
    return (
      <Alert title={title}>
        {names.length > 0 && (
          <p class="hint">
            <NameList names={names} />
          </p>
        )}
        {children}
      </Alert>
    );
  }
  return (
    <Alert
      title={
        <>
          <bdi>{names[0]}</bdi>
          {i18n.t('list.ofLogin')} {title}
        </>
      }
    >
      {children}
    </Alert>
  );
}

interface FixProps extends Pick<ConnectionAlertsProps, 'onUpdate'> {
  text: string;
  /** The class of the button if there is only one login. */
  class: string;
  logins: Connection[];
}

/** Opens the form that updates the login. If there are several, each has a button with its name. */
function Fix({ text, class: looks, logins, onUpdate }: FixProps) {
  const [first, ...more] = logins;
  if (!first) return null;
  if (more.length === 0) {
    return (
      <button type="button" class={looks} onClick={() => onUpdate(first.id)}>
        {text}
      </button>
    );
  }
  return (
    <>
      <p>
        {text}
        {i18n.t('list.ofLogin')}
      </p>
      <ul class="fixes" aria-label={text}>
        {logins.map((login) => (
          <li key={login.id}>
            <button
              type="button"
              class="link"
              aria-label={i18n.t('options.updateLabel', [connectionName(login)])}
              onClick={() => onUpdate(login.id)}
            >
              <bdi>{connectionName(login)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How old the lists are: the age of the oldest one that was received. */
function LastKnown({ polls, nowMs }: { polls: (PollState | undefined)[]; nowMs: number }) {
  const times = polls.flatMap((poll) => poll?.fetchedAtMs ?? []);
  if (times.length === 0) return null;
  return <p class="hint">{i18n.t('list.lastKnown', [pastTime(Math.min(...times), nowMs)])}</p>;
}

/** A failed poll, and all the logins that have the same message. */
interface Trouble {
  first: Connection;
  poll: PollState;
  failure: Failure;
  title: string;
  remedy: string;
  logins: Connection[];
}

function troublesOf({ connections, polls }: State, nowMs: number): Trouble[] {
  const troubles = new Map<string, Trouble>();
  for (const connection of connections) {
    const poll = polls[connection.id];
    const failure = poll?.failure;
    // The popup shows this one elsewhere, once for all logins.
    if (!failure || failure.reason === 'host-permission-missing') continue;
    const { title, remedy, ...rest } = wordsOf(poll, failure, nowMs);
    const words = JSON.stringify([title, remedy, rest]);
    const same = troubles.get(words);
    if (same) same.logins.push(connection);
    else troubles.set(words, { first: connection, poll, failure, title, remedy, logins: [connection] });
  }
  return [...troubles.values()];
}

/** Everything that is shown about a failed poll. */
function wordsOf(poll: PollState, failure: Failure, nowMs: number) {
  const { message, documentationUrl } = failure;
  if (!isDoubted(poll)) return { ...failureText(failure, nowMs), message, documentationUrl };
  return {
    title: i18n.t(poll.refusedTimes > 1 ? 'list.refusedTwice' : 'list.refusedOnce'),
    remedy: i18n.t('list.nextTry', [futureTime(poll.nextAtMs ?? nowMs, nowMs)]),
    message,
    documentationUrl,
  };
}
