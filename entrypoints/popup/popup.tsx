import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { PopupView } from '@/components/popup-view';
import type { InviteState } from '@/lib/invites/state';
import { type PlainCommand, sendCommand, sendDetails, sendPassphrase } from '@/lib/messages';
import { useAnnounced } from '@/lib/pages/use-announced';
import { useInviteState } from '@/lib/pages/use-invite-state';
import { useNow } from '@/lib/pages/use-now';

/** The popup: shows what storage holds and turns presses into commands. */
export function Popup({ first }: { first: InviteState }) {
  const state = useInviteState(first);
  const nowMs = useNow();
  const announced = useAnnounced(state);
  const [refreshing, setRefreshing] = useState(false);
  const [workerGone, setWorkerGone] = useState(false);

  const send = (command: PlainCommand) =>
    sendCommand(command).then(
      () => setWorkerGone(false),
      () => setWorkerGone(true),
    );

  useEffect(() => {
    send({ type: 'opened' });
  }, []);

  return (
    <PopupView
      state={state}
      nowMs={nowMs}
      refreshing={refreshing}
      workerGone={workerGone}
      announced={announced}
      onRefresh={async () => {
        setRefreshing(true);
        await send({ type: 'refresh' });
        setRefreshing(false);
      }}
      onLock={() => send({ type: 'lock' })}
      onUnlock={(passphrase) =>
        sendPassphrase({ type: 'unlock', passphrase }).then(
          (right) => !right,
          () => {
            setWorkerGone(true);
            return false;
          },
        )
      }
      onSettings={async () => {
        await browser.runtime.openOptionsPage();
        window.close();
      }}
      onRespond={({ connection, invitation }, answer) => {
        if (invitation.id !== null) {
          send({ type: 'respond', connectionId: connection.id, inviteId: invitation.id, answer });
        }
      }}
      onRespondAll={(items) => send({ type: 'respond-all', items })}
      onCancelBatch={() => send({ type: 'cancel-batch' })}
      onDismissBatch={() => send({ type: 'dismiss-batch' })}
      onDetails={({ connection, invitation }) =>
        sendDetails({ type: 'details', connectionId: connection.id, inviteId: invitation.id ?? '' }).catch(
          () => {
            setWorkerGone(true);
            return null;
          },
        )
      }
      onDismiss={({ connection, invitation }) =>
        send({ type: 'dismiss', connectionId: connection.id, inviteId: invitation.id ?? '' })
      }
    />
  );
}
