import { i18n } from '@/lib/i18n';
import { ExternalIcon } from './icons';

/** A link to one of Cloudflare's pages, in a new tab. */
export function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a class="outside" href={href} target="_blank" rel="noreferrer">
      {children}
      <ExternalIcon />
    </a>
  );
}

/**
 * The URL of an account in the dashboard: the organization's id is also its account's. An empty id gives the dashboard
 * itself.
 */
export function dashboardUrl(organizationId: string): string {
  return `https://dash.cloudflare.com/${encodeURIComponent(organizationId)}`;
}

/** A link to an account that the user has joined. */
export function DashboardLink({ organizationId }: { organizationId: string }) {
  return <OutsideLink href={dashboardUrl(organizationId)}>{i18n.t('details.openAccount')}</OutsideLink>;
}
