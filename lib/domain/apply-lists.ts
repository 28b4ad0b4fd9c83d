import { recordsOf, type StoredInvitation, statusOf, unlisted } from './invitation';
import { type InvitationRecord, identity, inOrder, type Source } from './invitation-record';
import { type Unclaimed, withNewRecords } from './match-records';
import type { InvitationLists, Snapshot } from './snapshot';

/**
 * When a reply was requested and when it arrived, as numbers of changes: the last change before the request, and the
 * change that the reply makes.
 */
export interface Timing {
  askedSeq: number;
  seq: number;
  /** Epoch ms. */
  nowMs: number;
}

/** How many answered invitations are remembered after Cloudflare stopped listing them. */
const mostRemembered = 200;

/**
 * `snapshot` updated with `lists`. A list that did not arrive keeps what it said last. A pending invitation that no
 * list has any more is kept as unlisted if `isKept` returns true for its key.
 *
 * An invite and a membership become one invitation if they are for the same account and both are open. From then on
 * they belong together: once one of them is answered, the other only lags behind, for as long as it is listed.
 */
export function applyLists(
  snapshot: Snapshot,
  lists: InvitationLists,
  timing: Timing,
  isKept: (key: string) => boolean = () => false,
): Snapshot {
  const unclaimed = recordsById(lists);
  const before = new Map(snapshot.invitations.map((old) => [old.key, old]));
  const settled = (row: StoredInvitation) => settle(row, before.get(row.key), timing);
  // Settle the known rows before matching: an answer in one of these lists also counts for a new record in the other.
  const known = snapshot.invitations.map((old) =>
    settled(renew(old, lists, unclaimed, timing, isKept(old.key))),
  );
  const rows = withNewRecords(known, unclaimed, timing.nowMs, isKept).map(settled);
  return {
    invitations: withoutForgotten(rows, lists),
    lists: inOrder({ ...snapshot.lists, ...Object.fromEntries(Object.entries(lists).map(stateOfList)) }),
  };
}

/** `snapshot` with one list's `record` of one invitation. Fields that the record leaves out keep their values. */
export function applyRecord(
  snapshot: Snapshot,
  key: string,
  { source, record }: { source: Source; record: InvitationRecord },
  timing: Timing,
): Snapshot {
  // An invite that has expired since the request may have become a separate row.
  const part = snapshot.invitations.find(({ records }) => {
    const known = records[source];
    return known !== undefined && identity(known) === identity(record);
  });
  const isWhole = snapshot.invitations.some((old) => old.key === key && old.records[source]);
  const target = isWhole ? key : (part?.key ?? key);
  const invitations = snapshot.invitations.map((old) => {
    if (old.key !== target || isBehind(old, timing) || !isOfAccount(old, record)) return old;
    const known = old.records[source];
    const now = known ? completed(record, known) : record;
    return settle({ ...old, records: inOrder({ ...old.records, [source]: now }) }, old, timing);
  });
  return { ...snapshot, invitations };
}

/** A reply about another account is not about this invitation, whatever was requested. */
function isOfAccount(row: StoredInvitation, { organizationId }: InvitationRecord): boolean {
  return recordsOf(row).some(({ record }) => record.organizationId === organizationId);
}

/** If a list has the same record twice, the last one counts. */
function recordsById(lists: InvitationLists): Unclaimed {
  const byId = Object.entries(lists).map(
    ([source, { records }]) =>
      [source, new Map(records.map((record) => [identity(record), record]))] as const,
  );
  return Object.fromEntries(byId);
}

function stateOfList([source, { unreadable, complete }]: [string, InvitationLists[Source] & {}]) {
  return [source, { unreadable, complete }] as const;
}

/** Whether the row was settled after the request was made, so that the reply is out of date. */
function isBehind({ settledSeq }: StoredInvitation, { askedSeq }: Timing): boolean {
  return settledSeq > askedSeq;
}

/** Updates a known invitation from the lists, and removes its records from `unclaimed`. */
function renew(
  old: StoredInvitation,
  lists: InvitationLists,
  unclaimed: Unclaimed,
  timing: Timing,
  isKept: boolean,
): StoredInvitation {
  const records: StoredInvitation['records'] = {};
  for (const { source, record } of recordsOf(old)) {
    const now = unclaimed[source]?.get(identity(record));
    unclaimed[source]?.delete(identity(record));
    const isMissing = lists[source]?.complete === true && !now;
    const isSettled = record.status !== 'pending' && record.status !== unlisted;
    if (isBehind(old, timing)) records[source] = record;
    else if (!isMissing || isSettled) records[source] = now ?? record;
    else if (isKept) records[source] = { ...record, status: unlisted };
  }
  return { ...old, records };
}

/** Sets when the invitation was first known to be no longer pending. */
function settle(row: StoredInvitation, old: StoredInvitation | undefined, timing: Timing): StoredInvitation {
  const status = statusOf(row);
  if (status === 'pending') return { ...row, settledAtMs: null, settledSeq: 0 };
  if (!old || status === unlisted || status === statusOf(old)) return row;
  return { ...row, settledAtMs: timing.nowMs, settledSeq: timing.seq };
}

/** Drops what no list has any more, except the latest invitations that were settled while we were watching. */
function withoutForgotten(rows: StoredInvitation[], lists: InvitationLists): StoredInvitation[] {
  const current = new Set(Object.values(lists).flatMap(({ records }) => records));
  const isListed = (row: StoredInvitation) =>
    recordsOf(row).some(({ source, record }) => !lists[source]?.complete || current.has(record));
  const gone = new Set(rows.filter((row) => !isListed(row) && statusOf(row) !== unlisted));
  const settled = [...gone].filter(({ settledAtMs }) => settledAtMs !== null);
  const remembered = new Set(settled.sort((a, b) => a.settledSeq - b.settledSeq).slice(-mostRemembered));
  return rows.filter((row) => recordsOf(row).length > 0 && (!gone.has(row) || remembered.has(row)));
}

/** Fills in what a reply about a single invitation leaves out with what was known before. */
function completed(record: InvitationRecord, known: InvitationRecord): InvitationRecord {
  const isSparse = record.organizationName === null || record.invitedBy === null;
  return {
    // Keep the ids that identify it.
    id: known.id,
    organizationId: known.organizationId,
    organizationName: record.organizationName ?? known.organizationName,
    invitedBy: record.invitedBy ?? known.invitedBy,
    invitedEmail: record.invitedEmail ?? known.invitedEmail,
    invitedAtMs: record.invitedAtMs ?? known.invitedAtMs,
    expiresAtMs: record.expiresAtMs ?? known.expiresAtMs,
    enforcesTwoFactor: record.enforcesTwoFactor ?? known.enforcesTwoFactor,
    roles: record.roles.length > 0 ? record.roles : known.roles,
    cautions: isSparse ? [...new Set([...record.cautions, ...known.cautions])] : record.cautions,
    status: record.status,
  };
}
