import { i18n } from '#i18n';
import type { Answer } from '@/lib/cloudflare/invitation';
import { ExternalIcon } from './icons';

/** A response that was just confirmed. */
export interface Announced {
  answer: Answer;
  organizationId: string;
  name: string;
}

/** Tells, to eyes and to screen readers, what became of the last response; after an acceptance with the way there. */
export function Announcement({ announced }: { announced: Announced | null }) {
  return (
    <div class="announcement" role="status">
      {announced && (
        <p>
          {i18n.t(announced.answer === 'accepted' ? 'row.accepted' : 'row.rejected', [announced.name])}{' '}
          {announced.answer === 'accepted' && <DashboardLink organizationId={announced.organizationId} />}
        </p>
      )}
    </div>
  );
}

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
