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
import { withPairsJoined } from './join-rows';

/** What lists brought that belongs to no known invitation yet, by identity. */
export type Unclaimed = Partial<Record<Source, Map<string, InvitationRecord>>>;

/** For how long after an answer a list that shows the invitation for the first time is taken to lag behind. */
const lagMs = 24 * 3_600_000;

/**
 * `known` with the records that are new in their list: each joins the invitation that it tells of too, or begins one of
 * its own. An invite that has run out leaves a membership that is still pending, and comes back to it when it is open
 * again, unless `isKept` wants the keys of both.
 */
export function withNewRecords(
  known: StoredInvitation[],
  unclaimed: Unclaimed,
  nowMs: number,
  isKept: (key: string) => boolean,
): StoredInvitation[] {
  const rows = [...known];
  const keys = new Set(known.map(({ key }) => key));
  const begin = (source: Source, record: InvitationRecord): StoredInvitation => {
    const key = freshKey(source, record, keys);
    keys.add(key);
    return { key, records: { [source]: record }, firstSeenAtMs: nowMs, settledAtMs: null, settledSeq: 0 };
  };
  const places = placesByAccount(rows);
  for (const source of sources) {
    for (const record of unclaimed[source]?.values() ?? []) {
      // The filter for pending ones may have been ignored, and who is a member already is not invited.
      if (source === 'memberships' && record.status !== 'pending') continue;
      const candidates = places.get(record.organizationId) ?? [];
      const place = placeOf(rows, candidates, source, record, nowMs) ?? rows.length;
      const row = rows[place];
      rows[place] = row
        ? { ...row, records: inOrder({ ...row.records, [source]: record }) }
        : begin(source, record);
      places.set(record.organizationId, [...new Set([...candidates, place])]);
    }
  }
  const parted = rows.flatMap((row) => {
    const { invites, memberships } = row.records;
    if (!invites || memberships?.status !== 'pending' || !hasRunOut(invites, nowMs)) return [row];
    return [
      { ...row, records: { memberships } },
      { ...begin('invites', invites), firstSeenAtMs: row.firstSeenAtMs },
    ];
  });
  return withPairsJoined(parted, nowMs, isKept);
}

function placesByAccount(rows: StoredInvitation[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  rows.forEach((row, place) => {
    for (const { record } of recordsOf(row)) {
      places.set(record.organizationId, [...(places.get(record.organizationId) ?? []), place]);
    }
  });
  return places;
}

/** Which of the candidates is the invitation that a record of its account tells of too. */
function placeOf(
  rows: StoredInvitation[],
  candidates: number[],
  source: Source,
  record: InvitationRecord,
  nowMs: number,
): number | undefined {
  const find = (fits: (other: InvitationRecord, row: StoredInvitation) => boolean) =>
    candidates.find((place) => {
      const row = rows[place];
      return row && !row.records[source] && recordsOf(row).some((other) => fits(other.record, row));
    });
  if (isAnswered(record.status)) {
    return find((other, { settledAtMs }) => other.status === record.status && wasOpenAt(record, settledAtMs));
  }
  if (!isOpen(record, nowMs)) return undefined;
  const open = find((other) => isOpen(other, nowMs));
  return (
    open ?? find((other, { settledAtMs }) => isAnswered(other.status) && lags(record, settledAtMs, nowMs))
  );
}

/** Whether a record that is answered may be so by the answer of that time: it had been sent, and had not run out. */
function wasOpenAt({ invitedAtMs, expiresAtMs }: InvitationRecord, answeredAtMs: number | null): boolean {
  if (answeredAtMs === null) return false;
  return (invitedAtMs ?? 0) <= answeredAtMs && (expiresAtMs === null || expiresAtMs > answeredAtMs);
}

/** Whether a record that is still open only has yet to learn of an answer; an invite of after it is another one. */
function lags({ invitedAtMs }: InvitationRecord, answeredAtMs: number | null, nowMs: number): boolean {
  return answeredAtMs !== null && nowMs - answeredAtMs < lagMs && (invitedAtMs ?? 0) <= answeredAtMs;
}

function hasRunOut(record: InvitationRecord, nowMs: number): boolean {
  return !isOpen(record, nowMs) && !isAnswered(record.status) && record.status !== unlisted;
}

/** The id, which is short to store and to read; with a number where another has it already. */
function freshKey(source: Source, record: InvitationRecord, taken: ReadonlySet<string>): string {
  const id = record.id ?? identity(record);
  return freeKey(source === 'invites' ? id : `membership ${id}`, taken);
}

/** `name`, with a number where it is taken. */
export function freeKey(name: string, taken: ReadonlySet<string>): string {
  let key = name;
  for (let number = 2; taken.has(key); number++) key = `${name} ${number}`;
  return key;
}
