import { useState } from 'preact/hooks';
import { endingOf, type Outcome, outcomeOf } from '@/lib/domain/history';
import type { Invitation } from '@/lib/domain/invitation';
import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import type { Place } from '../shared/long-list';
import { DashboardLink } from '../shared/outside-link';
import { pastTime, Time } from '../shared/time';
import { Avatar } from './avatar';
import { InvitationDetails } from './invitation-details';
import { Login } from './invitation-facts';
import { nameOf } from './name-list';
import { RowName } from './row-name';
import { useEscape } from './use-escape';

interface HistoryRowProps {
  row: InviteRow;
  nowMs: number;
  place: Place;
  withLogin: boolean;
  onLogin(connectionId: string): void;
}

/** A past invitation: what became of it, and when. Its details show everything that is known about it. */
export function HistoryRow({ row, nowMs, place, withLogin, onLogin }: HistoryRowProps) {
  const { invitation, connection } = row;
  const [open, setOpen] = useState(false);
  useEscape('details', open, () => setOpen(false));
  const name = nameOf(row);
  return (
    <li class="invite" aria-posinset={place.at} aria-setsize={place.of} tabIndex={-1}>
      <Avatar id={invitation.organizationId} name={name} />
      <div class="invite-body">
        <RowName name={name} open={open} onOpen={setOpen} />
        {withLogin && <Login connection={connection} onLogin={onLogin} />}
        <p class="invite-meta">
          <Ending row={row} />
        </p>
        {open && <InvitationDetails row={row} nowMs={nowMs} onDetails={nothingNew} />}
        {invitation.status === 'accepted' && <DashboardLink organizationId={invitation.organizationId} />}
      </div>
    </li>
  );
}

/** Past invitations do not change, so there is nothing to request from Cloudflare. */
const nothingNew = async () => null;

let dates: Intl.DateTimeFormat | undefined;

/** What became of it, and when, as far as known. */
function Ending({ row }: { row: InviteRow }) {
  const text = settledText(row.invitation);
  const ending = endingOf(row);
  const status = (children: string) => <span class={`status ${row.invitation.status}`}>{children}</span>;
  if (!ending) return status(text);
  if (ending.isExact) {
    return (
      <>
        {status(text)}
        <Time atMs={ending.atMs}>{pastTime(ending.atMs, row.nowMs)}</Time>
      </>
    );
  }
  dates ??= new Intl.DateTimeFormat(i18n.t('language'), { dateStyle: 'medium' });
  return <Time atMs={ending.atMs}>{i18n.t('past.by', [text, dates.format(ending.atMs)])}</Time>;
}

export const outcomeTexts: Record<Outcome, () => string> = {
  accepted: () => i18n.t('past.accepted'),
  rejected: () => i18n.t('past.rejected'),
  expired: () => i18n.t('past.expired'),
  other: () => i18n.t('past.other'),
};

/** What became of an invitation that is no longer open; undefined means that Cloudflare no longer lists it. */
export function settledText(invitation: Invitation | undefined): string {
  if (!invitation) return i18n.t('failure.answeredElsewhere.title');
  if (invitation.unasked === 'accepted') return i18n.t('past.unasked');
  const outcome = outcomeOf(invitation);
  // A status that Cloudflare has introduced since is shown as it is.
  return outcome === 'other' ? invitation.status : outcomeTexts[outcome]();
}
