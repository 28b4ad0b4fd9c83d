import { useEffect, useState } from 'preact/hooks';
import { OptionsView } from '@/components/options/options-view';
import type { Connection } from '@/lib/domain/connection';
import { type Failure, silentFailure } from '@/lib/domain/failure';
import type { LogLine } from '@/lib/domain/log-line';
import { type Policy, type Settings, withPolicy } from '@/lib/domain/settings';
import { useNow, useStoredState } from '@/lib/hooks';
import { sendChange, sendCommand } from '@/lib/messages';
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
  const [task, setTask] = useTask(state.connections);
  const updated =
    task?.kind === 'update' ? state.connections.find(({ id }) => id === task.connectionId) : undefined;
  const notifications = useNotifications(first.notificationsAllowed);
  const shortcut = useShortcut(first.shortcut);
  const { check, onCheck } = useCheck(setProblem);
  const [log, setLog] = useState<LogLine[] | null>(null);
  const [connected, setConnected] = useState<string | null>(null);

  useEffect(() => {
    if (!task) return;
    setConnected(null);
    setProblem(null);
  }, [task]);
  const form = useConnectForm({
    first: first.draft,
    task,
    updated,
    policy,
    onConnected(done, connectionId) {
      setTask((now) => (now === done ? null : now));
      setConnected(connectionId);
    },
  });

  const saveSettings = async (wanted: Partial<Settings>) => {
    const used = sendCommand({ type: 'used' }).catch(() => undefined);
    // First, so that a short time begins now and does not lock at once. Anything else is kept even when the page is
    // closed this moment.
    if (wanted.lockAfterMinutes !== undefined) await used;
    setProblem((await change(wanted)) ? null : silentFailure('not-saved', Date.now()));
  };

  /** Has the worker change something, and says so when it did not. Resolves to whether it did. */
  const send = async (command: Parameters<typeof sendChange>[0]): Promise<boolean> => {
    const failure = await failureOf(command);
    setProblem(failure);
    return failure === null;
  };

  const disconnect = async (connections: readonly Connection[]) => {
    setTask(null);
    setConnected(null);
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
      connected={connected && state.polls[connected]?.failure ? null : connected}
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
        onTest: () => sendCommand({ type: 'test-notification' }).catch(() => setProblem(noReply())),
      }}
      shortcut={{ shortcut, onShortcut: openShortcutSettings }}
      onSettings={saveSettings}
    />
  );
}

/** What went wrong with a change, null when nothing did. */
function failureOf(command: Parameters<typeof sendChange>[0]): Promise<Failure | null> {
  return sendChange(command).catch(noReply);
}
