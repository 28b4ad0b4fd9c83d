import { useState } from 'preact/hooks';
import type { LogLine } from '@/components/options/diagnostics';
import { OptionsView } from '@/components/options/options-view';
import type { Credentials, Keeping } from '@/lib/domain/credentials';
import { type Failure, silentFailure } from '@/lib/domain/failure';
import { recognize } from '@/lib/domain/recognized';
import { keepingWithin, type Policy, type Settings, withPolicy } from '@/lib/domain/settings';
import {
  useHostPermission,
  useNotifications,
  useNow,
  usePolicy,
  useSettings,
  useStoredState,
} from '@/lib/hooks';
import { type ConnectReply, sendChange, sendCommand, sendConnect } from '@/lib/messages';
import { requestHostPermission } from '@/lib/permissions';
import type { FollowedState } from '@/lib/storage/follow-state';
import { type Draft, draftItem, emptyDraft, logItem } from '@/lib/storage/items';

interface OptionsProps {
  first: {
    state: FollowedState;
    settings: Settings;
    policy: Policy;
    draft: Draft;
    granted: boolean;
    notificationsAllowed: boolean;
  };
}

/** The options page: connects and forgets logins through the worker, and keeps the settings. */
export function Options({ first }: OptionsProps) {
  const state = useStoredState(first.state);
  const granted = useHostPermission(first.granted);
  const policy = usePolicy(first.policy);
  const nowMs = useNow(state);
  const { settings, change } = useSettings(first.settings);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [draft, setDraft] = useState(first.draft);
  const [replaces, setReplaces] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const notifications = useNotifications(first.notificationsAllowed);
  const [log, setLog] = useState<LogLine[] | null>(null);
  const [connected, setConnected] = useState<{ pending: number } | null>(null);

  const openForm = (connectionId: string | null) => {
    const connection = state.connections.find(({ id }) => id === connectionId);
    if (connection) {
      setDraft({ kind: connection.kind, email: connection.email ?? '', keeping: connection.keeping });
    }
    setReplaces(connectionId);
    setAsked(true);
    setFailure(null);
    setConnected(null);
  };

  const closeForm = () => {
    setAsked(false);
    setReplaces(null);
    setFailure(null);
  };

  const keepDraft = (changed: Draft) => {
    setDraft(changed);
    setFailure(null);
    // A secret may have been pasted into the wrong field.
    draftItem.set({ ...changed, email: recognize(changed.email) === 'email' ? changed.email : '' });
  };

  const connect = async (credentials: Credentials, keeping: Keeping, passphrase: string | null) => {
    setConnecting(true);
    setFailure(null);
    setConnected(null);
    const command = { type: 'connect', credentials, keeping, passphrase, replaces } as const;
    const reply = await sendConnect(command).catch((): ConnectReply => ({ ok: false, failure: noReply() }));
    setConnecting(false);
    if (!reply.ok) {
      setFailure(reply.failure);
      return false;
    }
    keepDraft(emptyDraft);
    closeForm();
    setConnected({ pending: reply.pending });
    return true;
  };

  const saveSettings = async (changed: Partial<Settings>) => {
    const used = sendCommand({ type: 'used' }).catch(() => undefined);
    // First, so that a short time begins now and does not lock at once. Anything else is kept even when the page is
    // closed this moment.
    if (changed.lockAfterMinutes !== undefined) await used;
    setProblem((await change(changed)) ? null : silentFailure('not-saved', Date.now()));
  };

  /** Has the worker change something, and says so when it did not. */
  const send = async (command: Parameters<typeof sendChange>[0]) => setProblem(await failureOf(command));

  const encrypted = state.connections.some(({ keeping }) => keeping === 'encrypted');
  const passphraseNeed = !encrypted ? 'new' : state.unlocked ? 'none' : 'current';

  return (
    <OptionsView
      state={state}
      settings={withPolicy(settings, policy)}
      policy={policy}
      nowMs={nowMs}
      onAllow={granted ? null : requestHostPermission}
      connected={Object.values(state.polls).some((poll) => poll.failure) ? null : connected}
      form={
        asked || state.connections.length === 0
          ? {
              draft: { ...draft, keeping: keepingWithin(policy, draft.keeping) },
              allowedKeeping: policy.allowedKeeping,
              nowMs,
              failure,
              passphraseNeed,
              connecting,
              replaces,
              onDraft: keepDraft,
              onConnect: connect,
              onCancel: state.connections.length > 0 ? closeForm : null,
            }
          : null
      }
      onOpenForm={openForm}
      problem={problem}
      onRename={(connectionId, name) => send({ type: 'rename', connectionId, name })}
      onDisconnect={(connectionId) => {
        setConnected(null);
        closeForm();
        send({ type: 'disconnect', connectionId });
      }}
      log={log}
      onOpenLog={() => logItem.get().then(setLog)}
      onUnlock={(passphrase) => failureOf({ type: 'unlock', passphrase })}
      onLock={() => sendCommand({ type: 'lock' }).catch(() => setProblem(noReply()))}
      onChange={(current, next) => failureOf({ type: 'change-passphrase', current, next })}
      notifications={{
        on: withPolicy(settings, policy).notifications && notifications.allowed,
        refused: notifications.refused,
        onNotify: async (wanted) => {
          // Asked before anything else: a browser asks the person only within the click.
          const on = wanted && (await notifications.ask());
          if (on || !wanted) await saveSettings({ notifications: on });
        },
      }}
      onSettings={saveSettings}
    />
  );
}

/** What went wrong with a change, null when nothing did. */
function failureOf(command: Parameters<typeof sendChange>[0]): Promise<Failure | null> {
  return sendChange(command).catch(noReply);
}

function noReply(): Failure {
  return silentFailure('no-reply', Date.now());
}
