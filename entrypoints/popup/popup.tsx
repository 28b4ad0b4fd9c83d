import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { PopupView } from '@/components/popup/popup-view';
import { undoHold } from '@/lib/domain/outbox';
import type { Press } from '@/lib/domain/press';
import { useNow, useStoredState } from '@/lib/hooks';
import { type PlainCommand, sendChange, sendCommand, sendDetails } from '@/lib/messages';
import { openOptionsAt } from '@/lib/options-link';
import { requestHostPermission } from '@/lib/permissions';
import type { FollowedState } from '@/lib/storage/follow-state';
import { storePress } from '@/lib/storage/presses';
import { storeSort } from '@/lib/storage/sort';

/** How long a stored press may wait before the worker is notified again (ms). */
const repeatMs = 3_000;
/** Long enough for the first frame to be on the screen (ms): a worker that starts earlier competes with it. */
const openedDelayMs = 100;

/** The popup: shows the stored state and turns presses into commands. */
export function Popup({ followed }: { followed: FollowedState }) {
  const state = useStoredState(followed);
  const nowMs = useNow(state);
  const [refreshing, setRefreshing] = useState(false);
  const [workerGone, setWorkerGone] = useState(false);

  /** The worker's reply, or `fallback` if it cannot be reached, which the popup then shows. */
  const replyOr = async <T,>(fallback: T, reply: Promise<T>): Promise<T> => {
    const reached = await reply.then(
      (value) => ({ value }),
      () => null,
    );
    setWorkerGone(!reached);
    return reached ? reached.value : fallback;
  };
  const send = (command: PlainCommand) => replyOr(undefined, sendCommand(command));

  /** Stores the press in the click, then notifies the worker. Resolves to whether the browser stored it. */
  const press = async (given: Press): Promise<boolean> => {
    try {
      await storePress(given);
    } catch {
      return false;
    }
    send({ type: 'pressed' });
    return true;
  };

  useEffect(() => {
    const timer = setTimeout(() => send({ type: 'opened' }), openedDelayMs);
    return () => clearTimeout(timer);
  }, []);

  const canUndo =
    state.outbox.some(({ hold }) => hold?.kind === 'undo') ||
    Object.values(state.presses).some(({ hold }) => hold?.kind === 'undo');
  const isWaiting = canUndo || Object.keys(state.presses).length > 0;
  useEffect(() => {
    if (!isWaiting) return;
    // The worker may have died before it handled the message or the end of the hold.
    const timer = setInterval(() => send({ type: 'pressed' }), repeatMs);
    return () => clearInterval(timer);
  }, [isWaiting]);

  useEffect(() => {
    if (!canUndo) return;
    // Without the popup the user cannot undo any more, so presses need not wait.
    const sendNow = () => sendCommand({ type: 'closed' }).catch(() => {});
    window.addEventListener('pagehide', sendNow);
    return () => window.removeEventListener('pagehide', sendNow);
  }, [canUndo]);

  return (
    <PopupView
      state={state}
      nowMs={nowMs}
      refreshing={refreshing}
      workerGone={workerGone}
      hideReject={state.appearance.hideReject}
      firstSort={followed.first.sort}
      onSort={storeSort}
      onAllow={requestHostPermission}
      onRefresh={async () => {
        setRefreshing(true);
        await send({ type: 'refresh' });
        setRefreshing(false);
      }}
      onLock={() => send({ type: 'lock' })}
      onUnlock={(passphrase) => replyOr(null, sendChange({ type: 'unlock', passphrase }))}
      onSettings={async () => {
        await browser.runtime.openOptionsPage();
        window.close();
      }}
      onSettingsAt={async (target) => {
        await openOptionsAt(target);
        window.close();
      }}
      onRespond={(choice) => press({ choices: [choice], isBatch: false, hold: undoHold(Date.now()) })}
      onRespondAll={(choices) => press({ choices, isBatch: true, hold: null })}
      onCancelBatch={() => send({ type: 'cancel-batch' })}
      onDismissBatch={() => send({ type: 'dismiss-batch' })}
      onDetails={({ connection, invitation }) =>
        replyOr(null, sendDetails({ type: 'details', connectionId: connection.id, key: invitation.key }))
      }
      onTakeBack={({ connection, invitation }) =>
        send({ type: 'cancel', connectionId: connection.id, key: invitation.key })
      }
      onDismiss={({ connection, invitation }) =>
        send({ type: 'dismiss', connectionId: connection.id, key: invitation.key })
      }
    />
  );
}
