import type { Page } from 'puppeteer-core';
import type { SandboxInvite } from '../../sandbox/types';
import type { Stage } from '../stage';

/** Starts over in a connected browser: Cloudflare has only these invitations, and the popup lists them. */
export async function popupWith(
  { sandbox, extension, send }: Stage,
  invites: readonly Partial<SandboxInvite>[],
): Promise<Page> {
  sandbox.clearFaults();
  sandbox.setInvites([]);
  for (const invite of invites) sandbox.addInvite(invite);
  await send({ type: 'refresh' });
  await extension.waitForBadge(invites.length === 0 ? '' : String(invites.length));
  sandbox.clearRequests();
  return extension.openPopup();
}
