import { endOf, historyRows } from '@/lib/domain/history';
import type { Invitation } from '@/lib/domain/invitation';
import type { InviteRow } from '@/lib/domain/rows';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { connectionName } from '../shared/labels';
import { LongList, type Place } from '../shared/long-list';
import { DashboardLink } from '../shared/outside-link';
import { pastTime, Time } from '../shared/time';
import { Avatar } from './avatar';

/** What was answered or ran out, the latest first. */
export function HistoryList({ state, nowMs }: { state: State; nowMs: number }) {
  const rows = historyRows(state, nowMs);
  if (rows.length === 0) {
    return (
      <div class="blank">
        <h2>{i18n.t('past.emptyTitle')}</h2>
        <p>{i18n.t('past.emptyText')}</p>
      </div>
    );
  }
  return (
    <LongList
      class="invites past"
      label={i18n.t('past.label')}
      rows={rows}
      render={(row, place) => (
        <HistoryRow key={row.key} place={place} row={row} withLogin={state.connections.length > 1} />
      )}
    />
  );
}

interface HistoryRowProps {
  row: InviteRow;
  place: Place;
  withLogin: boolean;
}

function HistoryRow({ row, place, withLogin }: HistoryRowProps) {
  const { invitation, connection } = row;
  const name = invitation.organizationName ?? i18n.t('row.unknownOrganization');
  const endedAtMs = endOf(invitation);
  return (
    <li class="invite" aria-posinset={place.at} aria-setsize={place.of}>
      <Avatar id={invitation.organizationId} name={name} />
      <div class="invite-body">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p class="invite-meta">
          <span class={`status ${invitation.status}`}>
            {invitation.unasked === 'accepted' ? i18n.t('past.unasked') : statusText(invitation.status)}
          </span>
          {endedAtMs > 0 && endedAtMs <= row.nowMs && (
            <Time atMs={endedAtMs}>{pastTime(endedAtMs, row.nowMs)}</Time>
          )}
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

/** What became of an invitation that is open no longer; undefined when Cloudflare does not list it any more. */
export function settledText(invitation: Invitation | undefined): string {
  return invitation ? statusText(invitation.status) : i18n.t('failure.answeredElsewhere.title');
}

/** A status in words; one that Cloudflare added since is shown as it is. */
function statusText(status: string): string {
  return (Object.hasOwn(statusTexts, status) && statusTexts[status]?.()) || status;
}
