import { recordsOf, type StoredInvitation, unlisted } from './invitation';
import {
  type InvitationRecord,
  identity,
  inOrder,
  isAnswered,
  isOpen,
  type Source,
  sources,
} from './invitation-record';

/** The records in the lists that belong to no known invitation yet, by identity. */
export type Unclaimed = Partial<Record<Source, Map<string, InvitationRecord>>>;

/** For how long after an answer (ms) a list that shows the invitation for the first time counts as lagging behind. */
const lagMs = 24 * 3_600_000;

/**
 * `known` with the records that are new in their list. Each joins the invitation that the other list has, or becomes a
 * new one. An invite that has expired is split off from a membership that is still pending.
 */
export function withNewRecords(
  known: StoredInvitation[],
  unclaimed: Unclaimed,
  nowMs: number,
  isKept: (key: string) => boolean,
): StoredInvitation[] {
  const keys = new Set(known.map(({ key }) => key));
  const newRow = (source: Source, record: InvitationRecord): StoredInvitation => {
    const key = freshKey(source, record, keys);
    keys.add(key);
    const records = { [source]: record };
    return { key, records, firstSeenAtMs: nowMs, settledAtMs: null, settledSeq: 0, unasked: 'no' };
  };
  const split = known.flatMap((row) => {
    const { invites, memberships } = row.records;
    if (!invites || memberships?.status !== 'pending' || !hasRunOut(invites, nowMs)) return [row];
    return [
      { ...row, records: { memberships } },
      { ...newRow('invites', invites), firstSeenAtMs: row.firstSeenAtMs },
    ];
  });
  const added = sources.flatMap((source) =>
    [...(unclaimed[source]?.values() ?? [])]
      // Cloudflare may have ignored the filter for pending ones, and existing members are not invited.
      .filter(({ status }) => source === 'invites' || status === 'pending')
      .map((record) => newRow(source, record)),
  );
  return withRowsJoined([...split, ...added], new Set(added), nowMs, isKept);
}

/** An invitation that only one list has, and its index among all rows. */
interface Single {
  place: number;
  row: StoredInvitation;
  source: Source;
  record: InvitationRecord;
}

/**
 * Merges pairs of rows, one from each list, that are the same invitation. Known rows count too, because an expired
 * invite can be resent. The earlier row of a pair stays, or the one whose key `isKept` returns true for; if it does for
 * both, both stay.
 */
function withRowsJoined(
  rows: StoredInvitation[],
  added: ReadonlySet<StoredInvitation>,
  nowMs: number,
  isKept: (key: string) => boolean,
): StoredInvitation[] {
  const singles = rows.flatMap((row, place): Single[] => {
    const [only, second] = recordsOf(row);
    return only && !second ? [{ place, row, ...only }] : [];
  });
  const left = { invites: new Map<string, Set<Single>>(), memberships: new Map<string, Set<Single>>() };
  for (const one of singles) {
    if (!isOpen(one.record, nowMs) && one.row.settledAtMs === null) continue;
    const { organizationId } = one.record;
    left[one.source].set(organizationId, (left[one.source].get(organizationId) ?? new Set()).add(one));
  }
  const joined: (StoredInvitation | undefined)[] = [...rows];
  for (const one of singles) {
    const { organizationId } = one.record;
    const others = left[one.source === 'invites' ? 'memberships' : 'invites'].get(organizationId);
    const isWatched = added.has(one.row) || left[one.source].get(organizationId)?.has(one);
    if (!others || !isWatched || joined[one.place] !== one.row) continue;
    const free = [...others].filter(({ row }) => !isKept(row.key) || !isKept(one.row.key));
    const other = twinOf(one, free, nowMs);
    if (!other) continue;
    const [earlier, later] = one.place < other.place ? [one, other] : [other, one];
    const [stays, goes] = isKept(later.row.key) ? [later, earlier] : [earlier, later];
    joined[stays.place] = { ...stays.row, records: inOrder({ ...one.row.records, ...other.row.records }) };
    joined[goes.place] = undefined;
    others.delete(other);
    left[one.source].get(organizationId)?.delete(one);
  }
  return joined.filter((row) => row !== undefined);
}

/** Finds the row among `others`, all for the same account, that is the same invitation. */
function twinOf({ record, row }: Single, others: Single[], nowMs: number): Single | undefined {
  if (isAnswered(record.status)) {
    const same = others.filter((other) => other.record.status === record.status);
    return same.find((other) => wasAnsweredAt(record, row.settledAtMs, other.row.settledAtMs));
  }
  if (!isOpen(record, nowMs)) return undefined;
  const open = others.find((other) => isOpen(other.record, nowMs));
  const answered = others.filter((other) => isAnswered(other.record.status));
  return open ?? answered.find(({ row }) => lags(record, row.settledAtMs, nowMs));
}

/**
 * Whether the answer given at `answeredAtMs` can be the answer to this record: it had been sent and had not expired by
 * then, and was not seen to be answered at another time.
 */
function wasAnsweredAt(
  { invitedAtMs, expiresAtMs }: InvitationRecord,
  settledAtMs: number | null,
  answeredAtMs: number | null,
): boolean {
  if (answeredAtMs === null || Math.abs((settledAtMs ?? answeredAtMs) - answeredAtMs) >= lagMs) return false;
  return (invitedAtMs ?? 0) <= answeredAtMs && (expiresAtMs === null || expiresAtMs > answeredAtMs);
}

/**
 * Whether a record that is still open only lags behind an answer. An invite sent after that answer is a different one.
 */
function lags({ invitedAtMs }: InvitationRecord, answeredAtMs: number | null, nowMs: number): boolean {
  return answeredAtMs !== null && nowMs - answeredAtMs < lagMs && (invitedAtMs ?? 0) <= answeredAtMs;
}

function hasRunOut(record: InvitationRecord, nowMs: number): boolean {
  return !isOpen(record, nowMs) && !isAnswered(record.status) && record.status !== unlisted;
}

/** The record's id, because that is short to store and read, with a number if the key is taken. */
function freshKey(source: Source, record: InvitationRecord, taken: ReadonlySet<string>): string {
  const id = record.id ?? identity(record);
  return freeKey(source === 'invites' ? id : `membership ${id}`, taken);
}

/** `name`, with a number appended if it is taken. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  let key = name;
  for (let number = 2; taken.has(key); number++) key = `${name} ${number}`;
  return key;
}
