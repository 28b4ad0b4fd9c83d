import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { PopupView } from '@/components/popup-view';
import { requestHostPermission } from '@/lib/host-permission';
import type { PlainCommand } from '@/lib/messages/send';
import { useInviteState } from '@/lib/pages/use-invite-state';
import { useNow } from '@/lib/pages/use-now';
import { usePolicy } from '@/lib/pages/use-policy';
import { readHideReject } from '@/lib/storage/appearance';
import type { FollowedState } from '@/lib/storage/page-state';

/** Nothing is told to the worker before the first paint. */
const messages = () => import('@/lib/messages/send');

interface PopupProps {
  first: { state: FollowedState; hideReject: boolean };
}

/** The popup: shows what storage holds and turns presses into commands. */
export function Popup({ first }: PopupProps) {
  const state = useInviteState(first.state);
  const hideReject = usePolicy(first.hideReject, readHideReject);
  const nowMs = useNow(state);
  const [refreshing, setRefreshing] = useState(false);
  const [workerGone, setWorkerGone] = useState(false);

  const send = (command: PlainCommand) =>
    messages()
      .then(({ sendCommand }) => sendCommand(command))
      .then(
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
      hideReject={hideReject}
      onAllow={requestHostPermission}
      onRefresh={async () => {
        setRefreshing(true);
        await send({ type: 'refresh' });
        setRefreshing(false);
      }}
      onLock={() => send({ type: 'lock' })}
      onUnlock={(passphrase) =>
        messages()
          .then(({ sendPassphrase }) => sendPassphrase({ type: 'unlock', passphrase }))
          .then(
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
        messages()
          .then(({ sendDetails }) =>
            sendDetails({ type: 'details', connectionId: connection.id, inviteId: invitation.id ?? '' }),
          )
          .catch(() => {
            setWorkerGone(true);
            return null;
          })
      }
      onDismiss={({ connection, invitation }) =>
        send({ type: 'dismiss', connectionId: connection.id, inviteId: invitation.id ?? '' })
      }
    />
  );
}
