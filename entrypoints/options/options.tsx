import { useEffect, useState } from 'preact/hooks';
import { OptionsView } from '@/components/options/options-view';
import type { Connection } from '@/lib/domain/connection';
import { areCredentialsGone, type Failure, silentFailure } from '@/lib/domain/failure';
import type { LogLine } from '@/lib/domain/log-line';
import { type Policy, type Settings, withPolicy } from '@/lib/domain/settings';
import { useNow, useStoredState } from '@/lib/hooks';
import { type PlainCommand, sendChange, sendCommand } from '@/lib/messages';
import { requestHostPermission } from '@/lib/permissions';
import type { FollowedState } from '@/lib/storage/follow-state';
import { type Draft, logItem } from '@/lib/storage/items';
import { noReply } from './no-reply';
import { useCheck } from './use-check';
import { useConnectForm } from './use-connect-form';
import { useHostPermission, useNotifications } from './use-permissions';
import { usePolicy, useSettings } from './use-settings';
import { openShortcutSettings, useShortcut } from './use-shortcut';
import { useTask } from './use-task';

interface OptionsProps {
  first: {
    state: FollowedState;
    settings: Settings;
    policy: Policy;
    draft: Draft;
    granted: boolean;
    notificationsAllowed: boolean;
    shortcut: string;
    versions: string[];
  };
}

/** The result of the last action, shown until the next one. */
type Done =
  | { kind: 'connected'; connectionId: string; existed: boolean }
  | { kind: 'saved'; connectionId: string }
  | { kind: 'passphrase-changed' };

/** The options page: connects and disconnects logins through the worker, and stores the settings. */
export function Options({ first }: OptionsProps) {
  const state = useStoredState(first.state);
  const granted = useHostPermission(first.granted);
  const policy = usePolicy(first.policy);
  const nowMs = useNow(state);
  const { settings, change } = useSettings(first.settings);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [task, setTask] = useTask(state.connections);
  const updated =
    task?.kind === 'update' ? state.connections.find(({ id }) => id === task.connectionId) : undefined;
  const notifications = useNotifications(first.notificationsAllowed);
  const shortcut = useShortcut(first.shortcut);
  const [log, setLog] = useState<LogLine[] | null>(null);
  const [done, setDone] = useState<Done | null>(null);

  /** Clears the result of the last action. */
  const clearResult = () => {
    setDone(null);
    setProblem(null);
  };
  useEffect(() => {
    if (task) clearResult();
  }, [task]);
  const { check, onCheck } = useCheck({ onBegin: clearResult, onProblem: setProblem });
  const form = useConnectForm({
    first: first.draft,
    task,
    updated,
    isStored: ({ id }) => !areCredentialsGone(state.polls[id]?.failure),
    policy,
    onConnected(done, { connectionId, existed }) {
      setTask((now) => (now === done ? null : now));
      setDone(
        done?.kind === 'update'
          ? { kind: 'saved', connectionId }
          : { kind: 'connected', connectionId, existed },
      );
    },
    onEncrypted(done) {
      setTask((now) => (now === done ? null : now));
      if (done?.kind === 'update') setDone({ kind: 'saved', connectionId: done.connectionId });
    },
  });

  const saveSettings = async (wanted: Partial<Settings>) => {
    clearResult();
    const used = sendCommand({ type: 'used' }).catch(() => undefined);
    // Wait for this first, so that a short time starts now and does not lock at once. Other settings are saved even if
    // the page is closed right now.
    if (wanted.lockAfterMinutes !== undefined) await used;
    setProblem((await change(wanted)) ? null : silentFailure('not-saved', Date.now()));
  };

  /** Asks the worker for a change, and shows the failure if there is one. Resolves to whether it worked. */
  const send = async (command: Parameters<typeof sendChange>[0]): Promise<boolean> => {
    clearResult();
    const failure = await failureOf(command);
    setProblem(failure);
    return failure === null;
  };

  const order = async (command: PlainCommand) => {
    clearResult();
    await sendCommand(command).catch(() => setProblem(noReply()));
  };

  const disconnect = async (connections: readonly Connection[]) => {
    setTask(null);
    clearResult();
    for (const { id } of connections) {
      const failure = await failureOf({ type: 'disconnect', connectionId: id });
      setProblem(failure);
      if (failure) return;
    }
  };

  const encrypted = state.connections.filter(({ keeping }) => keeping === 'encrypted');
  const isFirst = state.connections.length === 0;
  const passphraseNeed = encrypted.length === 0 ? 'new' : state.unlocked ? 'none' : 'current';

  return (
    <OptionsView
      state={state}
      settings={withPolicy(settings, policy)}
      policy={policy}
      nowMs={nowMs}
      onAllow={granted ? null : requestHostPermission}
      connected={
        done?.kind === 'connected' && !state.polls[done.connectionId]?.failure ? done.connectionId : null
      }
      existed={done?.kind === 'connected' && done.existed}
      saved={done?.kind === 'saved' ? done.connectionId : null}
      changed={done?.kind === 'passphrase-changed'}
      task={task}
      onTask={setTask}
      form={
        task?.kind === 'connect' || updated || isFirst
          ? {
              ...form,
              allowedKeeping: policy.allowedKeeping,
              nowMs,
              passphraseNeed,
              opened: isFirst ? null : task,
              onCancel: isFirst ? null : () => setTask(null),
            }
          : null
      }
      problem={problem}
      check={check}
      onCheck={onCheck}
      onRename={(connectionId, name) => send({ type: 'rename', connectionId, name })}
      onInviters={(connectionId, list, { add = [], remove = [] }) =>
        send({ type: 'inviters', connectionId, list, add, remove })
      }
      onGrace={(connectionId, minutes) => send({ type: 'grace', connectionId, minutes })}
      onDisconnect={(connectionId) => disconnect(state.connections.filter(({ id }) => id === connectionId))}
      onReset={() => disconnect(encrypted)}
      versions={first.versions}
      log={log}
      onOpenLog={() => logItem.get().then(setLog)}
      onUnlock={(passphrase) => {
        clearResult();
        return failureOf({ type: 'unlock', passphrase });
      }}
      onLock={() => order({ type: 'lock' })}
      onChange={async (current, next) => {
        const failure = await failureOf({ type: 'change-passphrase', current, next });
        if (failure) return failure;
        setTask(null);
        setDone({ kind: 'passphrase-changed' });
        return null;
      }}
      notifications={{
        on: withPolicy(settings, policy).notifications && notifications.allowed,
        refused: notifications.refused,
        onNotify: async (wanted) => {
          // First of all, because browsers only ask the user inside the click.
          const on = wanted && (await notifications.ask());
          if (on || !wanted) await saveSettings({ notifications: on });
        },
        onTest: () => order({ type: 'test-notification' }),
      }}
      shortcut={{ shortcut, onShortcut: openShortcutSettings }}
      onSettings={saveSettings}
    />
  );
}

/** What went wrong with a change; null if nothing did. */
function failureOf(command: Parameters<typeof sendChange>[0]): Promise<Failure | null> {
  return sendChange(command).catch(noReply);
}
