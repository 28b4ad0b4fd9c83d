import type { CloudflareClient } from '../../lib/cloudflare/client';
import type { Result } from '../../lib/cloudflare/failure';
import { type InvitationList, readList } from '../../lib/cloudflare/list';

/** Every invitation that `client` gets, read. */
export async function listed(client: CloudflareClient): Promise<Result<InvitationList>> {
  const sent = await client.listInvitations();
  return sent.ok ? { ok: true, value: readList(sent.value) } : sent;
}
