import { believableInvites } from '../../tests/sandbox/believable-invites';
import type { SandboxInvite } from '../../tests/sandbox/types';

/** So many pending invitations: the believable ones again and again, each with its own ids and name. */
export function pendingInvites(count: number, nowMs: number): SandboxInvite[] {
  const pending = believableInvites(nowMs).filter(({ status }) => status === 'pending');
  return Array.from({ length: count }, (_, index) => {
    const [invite] = pending.slice(index % pending.length);
    if (!invite) throw new Error('The sandbox has no pending invitation to repeat.');
    const round = Math.floor(index / pending.length);
    if (round === 0) return invite;
    const id = `${'b'.repeat(24)}${index.toString(16).padStart(8, '0')}`;
    const name = `${invite.organization_name} ${round + 1}`;
    return { ...invite, id, organization_id: id, organization_name: name };
  });
}
