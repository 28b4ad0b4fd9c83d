import { i18n } from '@/lib/i18n';
import { ExternalIcon } from './icons';

/** A link to a page of Cloudflare's, in a new tab. */
export function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a class="outside" href={href} target="_blank" rel="noreferrer">
      {children}
      <ExternalIcon />
    </a>
  );
}

/** The organization's id is its account's id, which its dashboard is found by. */
export function DashboardLink({ organizationId }: { organizationId: string }) {
  return (
    <OutsideLink href={`https://dash.cloudflare.com/${encodeURIComponent(organizationId)}`}>
      {i18n.t('details.dashboard')}
    </OutsideLink>
  );
}
