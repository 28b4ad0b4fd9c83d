import { i18n } from '@/lib/i18n';
import { ExternalIcon } from './icons';

/** The organization's id is its account's id, which its dashboard is found by. */
export function DashboardLink({ organizationId }: { organizationId: string }) {
  return (
    <a
      class="outside"
      href={`https://dash.cloudflare.com/${encodeURIComponent(organizationId)}`}
      target="_blank"
      rel="noreferrer"
    >
      {i18n.t('details.dashboard')}
      <ExternalIcon />
    </a>
  );
}
