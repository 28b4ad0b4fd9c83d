import type { ComponentChildren } from 'preact';
import type { Connection } from '@/lib/domain/connection';
import { areCredentialsGone } from '@/lib/domain/failure';
import { isLocked } from '@/lib/domain/lock';
import type { Policy } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { connectionName, keepingName, kindName } from '../shared/labels';
import { ConnectionHealth } from './connection-health';
import { Disconnecting } from './disconnecting';
import { useTrigger } from './focus';
import { type InviterChanges, InvitersSection } from './inviters-section';
import { NameForm } from './name-form';
import { Question } from './question';
import { isAbout, type Task } from './task';

interface ConnectionCardProps extends InviterChanges {
  connection: Connection;
  state: State;
  policy: Policy;
  nowMs: number;
  task: Task | null;
  /** Whether updating its credentials is the main thing to do on the page. */
  primary: boolean;
  /** The form that updates its credentials; null while it is not open. */
  form: ComponentChildren;
  onTask(task: Task | null): void;
  onRename(name: string): void;
  onDisconnect(): void;
}

/** A connected login: its name, its state, and the actions to change or disconnect it. Never its secret. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, state, task, onTask, onRename } = props;
  const poll = state.polls[connection.id];
  const name = connectionName(connection);
  const defaultName = connectionName({ ...connection, name: '' });
  const isOpen = (kind: Task['kind']) => isAbout(task, kind, connection.id);
  const facts = [
    connection.name && connection.email,
    kindName(connection.kind),
    // Credentials that are gone are not kept anywhere.
    !areCredentialsGone(poll?.failure) && keepingName(connection.keeping),
  ];
  return (
    <li class="connection">
      <div class="connection-text">
        {isOpen('rename') ? (
          <NameForm
            name={name}
            defaultName={defaultName}
            otherNames={state.connections.filter(({ id }) => id !== connection.id).map(connectionName)}
            onCancel={() => onTask(null)}
            onSave={(chosen) => {
              onTask(null);
              // The default name counts as none, so that it follows the login.
              onRename(chosen === defaultName ? '' : chosen);
            }}
          />
        ) : (
          <h3>
            <bdi>{name}</bdi>
          </h3>
        )}
        <p class="hint">{facts.filter((fact) => fact && fact !== name).join(' · ')}</p>
        {isLocked(state, connection) ? (
          <p>{i18n.t('passphrase.popupTitle')}</p>
        ) : (
          <ConnectionHealth connection={connection} poll={poll} nowMs={props.nowMs} />
        )}
      </div>
      {props.form}
      <ConnectionActions {...props} name={name} isOpen={isOpen} />
      <InvitersSection {...props} />
    </li>
  );
}

interface ConnectionActionsProps
  extends Pick<ConnectionCardProps, 'connection' | 'state' | 'primary' | 'onTask' | 'onDisconnect'> {
  name: string;
  isOpen(kind: Task['kind']): boolean;
}

/** The actions for a login; an open form or question takes their place. */
function ConnectionActions({
  connection,
  state,
  primary,
  name,
  isOpen,
  onTask,
  onDisconnect,
}: ConnectionActionsProps) {
  const rename = useTrigger(isOpen('rename'));
  const update = useTrigger(isOpen('update'));
  const disconnect = useTrigger(isOpen('disconnect'));
  const open = (kind: 'rename' | 'update' | 'disconnect') => onTask({ kind, connectionId: connection.id });
  if (isOpen('disconnect')) {
    return (
      <Question
        yesLabel={i18n.t('options.disconnectYesLabel', [name])}
        onYes={onDisconnect}
        onKeep={() => onTask(null)}
      >
        <p>{i18n.t('options.disconnectConfirm')}</p>
        <Disconnecting connections={[connection]} state={state} />
      </Question>
    );
  }
  if (isOpen('rename') || isOpen('update')) return null;
  return (
    <div class="connection-actions">
      <button
        ref={rename}
        type="button"
        class="button"
        aria-label={i18n.t('options.renameLabel', [name])}
        onClick={() => open('rename')}
      >
        {i18n.t('options.rename')}
      </button>
      <button
        ref={update}
        type="button"
        class={primary ? 'button primary' : 'button'}
        aria-label={i18n.t('options.updateLabel', [name])}
        onClick={() => open('update')}
      >
        {i18n.t('options.update')}
      </button>
      <button
        ref={disconnect}
        type="button"
        class="button"
        aria-label={i18n.t('options.disconnectLabel', [name])}
        onClick={() => open('disconnect')}
      >
        {i18n.t('options.disconnect')}
      </button>
    </div>
  );
}
