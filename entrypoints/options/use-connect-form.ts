import { useState } from 'preact/hooks';
import type { Task } from '@/components/options/task';
import type { Connection } from '@/lib/domain/connection';
import type { Credentials, Keeping } from '@/lib/domain/credentials';
import type { Failure } from '@/lib/domain/failure';
import { recognize } from '@/lib/domain/recognized';
import { keepingWithin, type Policy } from '@/lib/domain/settings';
import { type ConnectReply, sendChange, sendConnect } from '@/lib/messages';
import { type Draft, draftItem, emptyDraft } from '@/lib/storage/items';
import { noReply } from './no-reply';

interface ConnectFormOptions {
  /** The half-filled form for a new login, as stored. */
  first: Draft;
  task: Task | null;
  /** The login whose credentials the form updates; undefined for a new one. */
  updated: Connection | undefined;
  /** Whether the login's credentials are still stored. */
  isStored(connection: Connection): boolean;
  policy: Policy;
  /** Called when the form has connected this login, for this task. `existed`: it turned out to be connected already. */
  onConnected(task: Task | null, login: { connectionId: string; existed: boolean }): void;
  /** Called when the form has encrypted a login's stored credentials, for this task. */
  onEncrypted(task: Task | null): void;
}

/** The state of the form that connects a login, without the secret, and of its last try. */
export function useConnectForm({
  first,
  task,
  updated,
  isStored,
  policy,
  onConnected,
  onEncrypted,
}: ConnectFormOptions) {
  const [draft, setDraft] = useState(first);
  // Changes in the form for an existing login, and a failure, are dropped together with their task.
  const [changed, setChanged] = useState<{ task: Task; draft: Draft } | null>(null);
  const [failed, setFailed] = useState<{ task: Task | null; failure: Failure } | null>(null);
  const [connecting, setConnecting] = useState(false);
  const shown = !updated ? draft : changed?.task === task ? changed.draft : draftOf(updated);

  const keepDraft = (next: Draft) => {
    setFailed(null);
    if (updated && task) return setChanged({ task, draft: next });
    setDraft(next);
    // Do not store anything but an address: a secret may have been pasted into the wrong field.
    draftItem.set({ ...next, email: recognize(next.email) === 'email' ? next.email : '' });
  };

  const connect = async (credentials: Credentials, keeping: Keeping, passphrase: string | null) => {
    setConnecting(true);
    setFailed(null);
    const replaces = updated?.id ?? null;
    const reply = await sendConnect({ type: 'connect', credentials, keeping, passphrase, replaces }).catch(
      (): ConnectReply => ({ ok: false, failure: noReply() }),
    );
    setConnecting(false);
    if (!reply.ok) {
      setFailed({ task, failure: reply.failure });
      return false;
    }
    // The next login is kept the same way by default, so that it is never kept less safely unless the user chooses
    // that.
    if (!updated) keepDraft({ ...emptyDraft, keeping });
    onConnected(task, reply);
    return true;
  };

  const encrypt = async (connectionId: string, passphrase: string | null) => {
    setConnecting(true);
    setFailed(null);
    const failure = await sendChange({ type: 'encrypt', connectionId, passphrase }).catch(noReply);
    setConnecting(false);
    if (failure) setFailed({ task, failure });
    else onEncrypted(task);
    return failure === null;
  };
  // Any other change needs the credentials again.
  const encryptable =
    updated &&
    updated.keeping !== 'encrypted' &&
    shown.keeping === 'encrypted' &&
    shown.kind === updated.kind &&
    shown.email === draftOf(updated).email &&
    isStored(updated)
      ? updated
      : null;

  return {
    draft: { ...shown, keeping: keepingWithin(policy, shown.keeping) },
    failure: failed?.task === task ? failed.failure : null,
    connecting,
    updates: updated !== undefined,
    onDraft: keepDraft,
    onTyping: () => setFailed(null),
    onConnect: connect,
    onEncrypt: encryptable && ((passphrase: string | null) => encrypt(encryptable.id, passphrase)),
  };
}

function draftOf({ kind, email, keeping }: Connection): Draft {
  return { kind, email: email ?? '', keeping };
}
