import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import type { Policy } from '@/lib/domain/settings';
import { pendingCount, type State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { connectionName, keepingName } from '../shared/labels';
import { type Check, CheckNow } from './check-now';
import { ConnectionCard } from './connection-card';
import { ConnectionForm } from './connection-form';
import { useFallbackFocus, useTrigger } from './focus';
import type { InviterChanges } from './inviters-section';
import { isAbout, type Task } from './task';

export interface LoginsSectionProps extends InviterChanges {
  state: State;
  policy: Policy;
  nowMs: number;
  task: Task | null;
  /** The login whose credentials have to be updated before anything else; null if there is none. */
  primary: string | null;
  /** The open form; null if none is open. */
  form: Parameters<typeof ConnectionForm>[0] | null;
  /** The login that was just connected. */
  connected: string | null;
  /** Whether that one turned out to be connected already. */
  existed: boolean;
  /** The login whose credentials were just updated. */
  saved: string | null;
  /** The progress of a check that the user started. */
  check: Check;
  onCheck(): void;
  onTask(task: Task | null): void;
  onRename(connectionId: string, name: string): void;
  onDisconnect(connectionId: string): void;
}

/** The logins, and the form that connects or updates one, each in its place. */
export function LoginsSection(props: LoginsSectionProps) {
  const { state, task, form, onTask } = props;
  const { connections } = state;
  const connected = connections.find(({ id }) => id === props.connected);
  const saved = connections.find(({ id }) => id === props.saved);
  const pendingOf = (one: Connection) => pendingCount({ ...state, connections: [one] }, props.nowMs);
  const heading = useRef<HTMLHeadingElement>(null);
  useFallbackFocus(heading);
  const isConnecting = task?.kind === 'connect';
  const another = useTrigger(isConnecting);
  return (
    <section>
      {state.storageFailedAtMs !== null && (
        <div class="form-failure" role="alert">
          <p class="notice-title">{i18n.t('failure.notSaved.title')}</p>
          <p>{i18n.t('failure.notSaved.remedy')}</p>
        </div>
      )}
      <h2 ref={heading} tabIndex={-1}>
        {i18n.t(connections.length > 0 ? 'options.connections' : 'options.connect')}
      </h2>
      {connected && (
        <Result of={connected}>
          {connections.length > 1 && (
            <>
              <bdi>{connectionName(connected)}</bdi>
              {i18n.t('list.ofLogin')}{' '}
            </>
          )}
          {connectedText(connected, pendingOf(connected), props.existed)} {i18n.t('firstRun.pin')}
        </Result>
      )}
      {saved && (
        <Result of={saved}>
          {i18n.t('options.saved', [`\u2068${connectionName(saved)}\u2069`, keepingName(saved.keeping)])}{' '}
          {!saved.canRespond && `${i18n.t('options.canOnlyRead')} `}
          {!state.polls[saved.id]?.failure && i18n.t('options.checked', pendingOf(saved))}
        </Result>
      )}
      {connections.length > 0 && (
        <ul class="connections">
          {connections.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              state={state}
              policy={props.policy}
              nowMs={props.nowMs}
              task={task}
              primary={props.primary === connection.id}
              form={form && isAbout(task, 'update', connection.id) && <ConnectionForm {...form} />}
              onTask={onTask}
              onRename={(name) => props.onRename(connection.id, name)}
              onDisconnect={() => props.onDisconnect(connection.id)}
              onInviters={props.onInviters}
              onGrace={props.onGrace}
            />
          ))}
        </ul>
      )}
      {form && connections.length === 0 && <ConnectionForm key="first" {...form} />}
      {form && connections.length > 0 && isConnecting && (
        <>
          <h3>{i18n.t('options.connect')}</h3>
          <ConnectionForm {...form} />
        </>
      )}
      {connections.length > 0 && !isConnecting && (
        <div class="setting">
          <button ref={another} type="button" class="button" onClick={() => onTask({ kind: 'connect' })}>
            {i18n.t('options.another')}
          </button>
          <CheckNow state={state} nowMs={props.nowMs} check={props.check} onCheck={props.onCheck} />
        </div>
      )}
    </section>
  );
}

interface ResultProps {
  of: Connection;
  children: ComponentChildren;
}

/** What was done with a login. Takes the focus, because the form that had it is gone. */
function Result({ of, children }: ResultProps) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <p ref={text} class={of.canRespond ? 'connected' : 'connected limited'} role="status" tabIndex={-1}>
      {children}
    </p>
  );
}

function connectedText({ canRespond }: Connection, pending: number, existed: boolean): string {
  if (!canRespond) return `${i18n.t('options.canOnlyRead')} ${i18n.t('options.checked', pending)}`;
  if (existed) return `${i18n.t('options.alreadyConnected')} ${i18n.t('options.checked', pending)}`;
  return pending === 0 ? i18n.t('options.connectedNone') : i18n.t('options.connected', pending);
}
