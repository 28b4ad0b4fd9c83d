import { recordsOf, type StoredInvitation } from './invitation';
import { inOrder, isOpen } from './invitation-record';

/**
 * `rows` with an open invite and an open membership of one account, each known by itself, in one row: the invite was open
 * no longer and was sent anew, or took the place of another. The membership's key stays, unless `isKept` wants the
 * invite's; where it wants both, they stay two.
 */
export function withPairsJoined(
  rows: StoredInvitation[],
  nowMs: number,
  isKept: (key: string) => boolean,
): StoredInvitation[] {
  const alone = rows.filter((row) => {
    const [only, second] = recordsOf(row);
    return only !== undefined && second === undefined && isOpen(only.record, nowMs);
  });
  const invitesByAccount = new Map<string, StoredInvitation[]>();
  for (const row of alone) {
    const account = row.records.invites?.organizationId;
    if (account !== undefined) invitesByAccount.set(account, [...(invitesByAccount.get(account) ?? []), row]);
  }
  const replaced = new Map<StoredInvitation, StoredInvitation[]>();
  for (const row of alone) {
    const { memberships } = row.records;
    const invites = memberships && invitesByAccount.get(memberships.organizationId);
    const at = invites?.findIndex(({ key }) => !isKept(key) || !isKept(row.key)) ?? -1;
    const [invite] = at < 0 ? [] : (invites?.splice(at, 1) ?? []);
    if (!invite) continue;
    const [stays, goes] = isKept(invite.key) ? [invite, row] : [row, invite];
    replaced.set(goes, []);
    replaced.set(stays, [{ ...stays, records: inOrder({ ...invite.records, ...row.records }) }]);
  }
  return rows.flatMap((row) => replaced.get(row) ?? [row]);
}
