import { i18n } from '@/lib/i18n';
import { endOf, pastRows } from '@/lib/invites/past';
import type { InviteRow, InviteState } from '@/lib/invites/state';
import { avatarOf } from './avatar';
import { BlockList, type Place } from './block-list';
import { connectionName } from './connection-name';
import { DashboardLink } from './dashboard-link';
import { timeOf } from './invite-facts';
import { pastTime } from './time';

/** What was answered or ran out, the latest first. */
export function PastList({ state, nowMs }: { state: InviteState; nowMs: number }) {
  const rows = pastRows(state, nowMs);
  if (rows.length === 0) {
    return (
      <div class="blank">
        <h2>{i18n.t('past.emptyTitle')}</h2>
        <p>{i18n.t('past.emptyText')}</p>
      </div>
    );
  }
  return (
    <BlockList
      class="invites past"
      label={i18n.t('past.label')}
      rows={rows}
      render={(row, place) => (
        <PastRow
          key={row.key}
          place={place}
          row={row}
          nowMs={nowMs}
          withLogin={state.connections.length > 1}
        />
      )}
    />
  );
}

interface PastRowProps {
  row: InviteRow;
  place: Place;
  nowMs: number;
  withLogin: boolean;
}

function PastRow({ row, place, nowMs, withLogin }: PastRowProps) {
  const { invitation, connection } = row;
  const name = invitation.organizationName ?? i18n.t('row.unknownOrganization');
  const endedAtMs = endOf(invitation);
  return (
    <li class="invite" aria-posinset={place.at} aria-setsize={place.of}>
      {avatarOf(invitation.organizationId, name)}
      <div class="invite-body">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p class="invite-meta">
          <span class={`status ${invitation.status}`}>{statusText(invitation.status)}</span>
          {endedAtMs > 0 && endedAtMs <= nowMs && timeOf(endedAtMs, pastTime(endedAtMs, nowMs))}
          {withLogin && <bdi class="roles">{connectionName(connection)}</bdi>}
        </p>
        {invitation.status === 'accepted' && <DashboardLink organizationId={invitation.organizationId} />}
      </div>
    </li>
  );
}

const statusTexts: Record<string, () => string> = {
  accepted: () => i18n.t('past.accepted'),
  rejected: () => i18n.t('past.rejected'),
  // Past its time, whatever its status says.
  pending: () => i18n.t('past.expired'),
  expired: () => i18n.t('past.expired'),
};

/** A status in words; one that Cloudflare added since is shown as it is. */
function statusText(status: string): string {
  return (Object.hasOwn(statusTexts, status) && statusTexts[status]?.()) || status;
}
