import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Announced } from '@/components/announcement';
import { type InviteState, snapshotOf } from '@/lib/invites/state';

/**
 * The invitation that was accepted or rejected last while this page was open. Read from the invitations themselves:
 * a response may come and go in the outbox between two readings of storage.
 */
export function useAnnounced(state: InviteState): Announced | null {
  const before = useRef(state);
  const [announced, setAnnounced] = useState<Announced | null>(null);
  useEffect(() => {
    const earlier = before.current;
    before.current = state;
    for (const { id } of state.connections) {
      const pending = new Set(
        snapshotOf(earlier, id)
          .invitations.filter(({ status }) => status === 'pending')
          .map((invitation) => invitation.id),
      );
      for (const { id: inviteId, status, organizationId, organizationName } of snapshotOf(state, id)
        .invitations) {
        if ((status !== 'accepted' && status !== 'rejected') || !pending.has(inviteId)) continue;
        setAnnounced({
          answer: status,
          organizationId,
          name: organizationName ?? i18n.t('row.unknownOrganization'),
        });
      }
    }
  }, [state]);
  return announced;
}
