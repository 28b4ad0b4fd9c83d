import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Announced } from '@/components/announcement';
import { isSameInvite } from '@/lib/invites/outbox';
import { type InviteState, snapshotOf } from '@/lib/invites/state';

/** The response that Cloudflare confirmed last while this page was open. */
export function useAnnounced(state: InviteState): Announced | null {
  const before = useRef(state);
  const [announced, setAnnounced] = useState<Announced | null>(null);
  useEffect(() => {
    const gone = before.current.outbox.filter(
      (entry) => !state.outbox.some((other) => isSameInvite(other, entry)),
    );
    before.current = state;
    for (const { connectionId, inviteId, answer } of gone) {
      const { invitations } = snapshotOf(state, connectionId);
      const invitation = invitations.find(({ id, status }) => id === inviteId && status === answer);
      if (!invitation) continue;
      const name = invitation.organizationName ?? i18n.t('row.unknownOrganization');
      setAnnounced({ answer, organizationId: invitation.organizationId, name });
    }
  }, [state]);
  return announced;
}
