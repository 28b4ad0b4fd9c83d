import type { ComponentChildren } from 'preact';
import type { Connection } from '@/lib/domain/connection';
import type { PollState } from '@/lib/domain/poll-schedule';
import type { Policy } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { connectionName, keepingName, kindName } from '../shared/labels';
import { ConnectionHealth } from './connection-health';
import { useTrigger } from './focus';
import { type InviterChanges, InvitersSection } from './inviters-section';
import { NameForm } from './name-form';
import { Question } from './question';
import { isAbout, type Task } from './task';

interface ConnectionCardProps extends InviterChanges {
  connection: Connection;
  poll: PollState | undefined;
  policy: Policy;
  /** It waits for the passphrase. */
  locked: boolean;
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

/** A connected login: whose it is, how it stands, and the ways to change or forget it. Never its secret. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, task, onTask, onRename } = props;
  const name = connectionName(connection);
  const isOpen = (kind: Task['kind']) => isAbout(task, kind, connection.id);
  const facts = [
    connection.name && connection.email,
    kindName(connection.kind),
    keepingName(connection.keeping),
  ];
  return (
    <li class="connection">
      <div class="connection-text">
        {isOpen('rename') ? (
          <NameForm
            name={name}
            onCancel={() => onTask(null)}
            onSave={(chosen) => {
              onTask(null);
              // Its own name is nothing chosen, and follows the login.
              onRename(chosen === connectionName({ ...connection, name: '' }) ? '' : chosen);
            }}
          />
        ) : (
          <h3>
            <bdi>{name}</bdi>
          </h3>
        )}
        <p class="hint">{facts.filter((fact) => fact && fact !== name).join(' · ')}</p>
        {props.locked ? (
          <p>{i18n.t('passphrase.popupTitle')}</p>
        ) : (
          <ConnectionHealth connection={connection} poll={props.poll} nowMs={props.nowMs} />
        )}
      </div>
      {props.form}
      <ConnectionActions {...props} name={name} isOpen={isOpen} />
      <InvitersSection {...props} />
    </li>
  );
}

interface ConnectionActionsProps
  extends Pick<ConnectionCardProps, 'connection' | 'primary' | 'onTask' | 'onDisconnect'> {
  name: string;
  isOpen(kind: Task['kind']): boolean;
}

/** What can be done with a login, in whose place comes what was opened. */
function ConnectionActions({
  connection,
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
        {i18n.t('options.disconnectConfirm')}
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
