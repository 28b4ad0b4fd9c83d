import { useId, useState } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import { sources } from '@/lib/domain/invitation-record';
import { needsPerson, type PollState } from '@/lib/domain/poll-schedule';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { connectionName, keepingName, kindName } from '../shared/labels';
import { pastTime, relativeTime } from '../shared/time';

interface ConnectionCardProps {
  connection: Connection;
  poll: PollState | undefined;
  /** It waits for the passphrase. */
  locked: boolean;
  nowMs: number;
  onRename(name: string): void;
  onReplace(): void;
  onDisconnect(): void;
}

/** A connected login: whose it is, how it stands, and the ways to change or forget it. Never its secret. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection, poll, locked, nowMs, onRename, onReplace, onDisconnect } = props;
  const [renaming, setRenaming] = useState(false);
  const name = connectionName(connection);
  const facts = [
    connection.name && connection.email,
    kindName(connection.kind),
    keepingName(connection.keeping),
  ];
  return (
    <li class="connection">
      <div class="connection-text">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p class="hint">{facts.filter((fact) => fact && fact !== name).join(' · ')}</p>
        {locked ? (
          <p>{i18n.t('passphrase.popupTitle')}</p>
        ) : (
          <ConnectionHealth connection={connection} poll={poll} nowMs={nowMs} />
        )}
        {renaming && (
          <NameForm
            name={connection.name}
            onSave={(chosen) => {
              setRenaming(false);
              onRename(chosen);
            }}
          />
        )}
      </div>
      <ConnectionActions
        name={name}
        refused={needsPerson(poll)}
        onRename={() => setRenaming(!renaming)}
        onReplace={onReplace}
        onDisconnect={onDisconnect}
      />
    </li>
  );
}

function ConnectionHealth({
  connection,
  poll,
  nowMs,
}: Pick<ConnectionCardProps, 'connection' | 'poll' | 'nowMs'>) {
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
      {poll && <p class="good">{i18n.t('options.working', [pastTime(poll.finishedAtMs, nowMs)])}</p>}
      {!connection.canRespond && <p class="warning">{i18n.t('options.readOnly')}</p>}
      {poll && <RefusedList poll={poll} nowMs={nowMs} />}
    </>
  );
}

/** The list that Cloudflare does not let this login read, while it reads the other. */
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

interface ConnectionActionsProps extends Pick<ConnectionCardProps, 'onReplace' | 'onDisconnect'> {
  name: string;
  /** Replacing the credentials is then the thing to do. */
  refused: boolean;
  onRename(): void;
}

function ConnectionActions({ name, refused, onRename, onReplace, onDisconnect }: ConnectionActionsProps) {
  const [confirming, setConfirming] = useState(false);
  if (confirming) {
    return (
      <div class="connection-actions">
        <span>{i18n.t('options.disconnectConfirm')}</span>
        <button type="button" class="button" onClick={() => setConfirming(false)}>
          {i18n.t('options.disconnectKeep')}
        </button>
        <button
          type="button"
          class="button danger"
          aria-label={i18n.t('options.disconnectYesLabel', [name])}
          onClick={onDisconnect}
        >
          {i18n.t('options.disconnectYes')}
        </button>
      </div>
    );
  }
  return (
    <div class="connection-actions">
      <button
        type="button"
        class="button"
        aria-label={i18n.t('options.renameLabel', [name])}
        onClick={onRename}
      >
        {i18n.t('options.rename')}
      </button>
      <button
        type="button"
        class={refused ? 'button primary' : 'button'}
        aria-label={i18n.t('options.replaceLabel', [name])}
        onClick={onReplace}
      >
        {i18n.t('options.replace')}
      </button>
      <button type="button" class="button" onClick={() => setConfirming(true)}>
        {i18n.t('options.disconnect')}
      </button>
    </div>
  );
}

interface NameFormProps {
  name: string;
  onSave(name: string): void;
}

/** Gives a connection the name that the person knows it by; an empty one gives its own back. */
function NameForm({ name, onSave }: NameFormProps) {
  const [value, setValue] = useState(name);
  const id = useId();
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(value.trim());
      }}
    >
      <label for={id}>{i18n.t('options.name')}</label>
      <input
        id={id}
        type="text"
        maxLength={60}
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        {i18n.t('options.save')}
      </button>
    </form>
  );
}
