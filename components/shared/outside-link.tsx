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

/** An account's page in the dashboard: an organization's id is its account's. The dashboard itself for an empty one. */
export function dashboardUrl(organizationId: string): string {
  return `https://dash.cloudflare.com/${encodeURIComponent(organizationId)}`;
}

/** The way into an account that was joined. */
export function DashboardLink({ organizationId }: { organizationId: string }) {
  return <OutsideLink href={dashboardUrl(organizationId)}>{i18n.t('details.openAccount')}</OutsideLink>;
}
