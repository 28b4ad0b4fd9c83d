import type { Caution } from '@/lib/domain/caution';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import { isCompanyOnFreeMail } from './free-mail';
import { imitatesCloudflare } from './imitations';
import { hasDeceptiveDomain } from './inviters';
import { holdsLink } from './links';
import { mixesScripts } from './mixed-scripts';

/** The reasons to be cautious about an invitation; empty for nearly all. Expects texts that are already cleaned. */
export function cautionsOf({
  organizationName,
  invitedBy,
}: Pick<InvitationRecord, 'organizationName' | 'invitedBy'>): Caution[] {
  const name = organizationName ?? '';
  const inviter = invitedBy ?? '';
  const cautions: Caution[] = [];
  if (mixesScripts(name)) cautions.push('mixed-scripts');
  if (imitatesCloudflare(name)) cautions.push('imitates-cloudflare');
  if (holdsLink(name)) cautions.push('link');
  if (hasDeceptiveDomain(inviter)) cautions.push('inviter-domain');
  if (isCompanyOnFreeMail(name, inviter)) cautions.push('free-mail');
  return cautions;
}
