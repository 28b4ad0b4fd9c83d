import type { Batch } from './batch';
import type { Connection } from './connection';
import type { Failure } from './failure';
import { type Invitation, isPending, lastDayMs, unlisted } from './invitation';
import type { Answer } from './invitation-record';
import { isLocked, type Unlocked } from './lock';
import { type Choice, isUnderWay, type OutboxEntry, refText } from './outbox';
import { isCutOff, isPaused, needsPerson, noticeableOffsetMs, type PollState } from './poll-schedule';
import type { Press } from './press';
import { emptySnapshot, invitationsOf, type Snapshot } from './snapshot';

/** Everything that pages show, as the worker writes it. Records are by connection id unless they say otherwise. */
export interface State {
  /** How many changes were written so far: what is newer is told by this, never by a clock. */
  seq: number;
  connections: Connection[];
  snapshots: Record<string, Snapshot>;
  polls: Record<string, PollState>;
  /** What pages have stored and the worker has yet to take over, by key. */
  presses: Record<string, Press>;
  outbox: OutboxEntry[];
  /** Responses given in one go, until the person has seen their end; null when there are none. */
  batch: Batch | null;
  /** Since when the browser has refused to store (epoch ms), null when it does not. */
  storageFailedAtMs: number | null;
  /** Null while the passphrase has not been given. */
  unlocked: Unlocked | null;
}

/** One invitation to show, with the login it came to and what the person answered. */
export interface InviteRow {
  key: string;
  /** What time it is at Cloudflare (epoch ms): what runs out does so by its clock. */
  nowMs: number;
  connection: Connection;
  invitation: Invitation;
  /** The answer that is stored and not yet taken over by the worker. */
  pressed: Answer | null;
  /** The response under way or failed. */
  response: OutboxEntry | null;
}

export function snapshotOf(state: Pick<State, 'snapshots'>, connectionId: string): Snapshot {
  return state.snapshots[connectionId] ?? emptySnapshot;
}

/** What time it is at Cloudflare (epoch ms), as far as its last answer to this login said. */
export function cloudflareNowMs(
  { polls }: Pick<State, 'polls'>,
  connectionId: string,
  nowMs: number,
): number {
  return nowMs + (polls[connectionId]?.clockOffsetMs ?? 0);
}

/** The rows of the popup, expiring first: what is pending, and whatever has a response that is under way or failed. */
export function inviteRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state, nowMs)
    .filter((row) => row.pressed || row.response || isPending(row.invitation, row.nowMs))
    .sort((a, b) => expiry(a) - expiry(b));
}

/** A row for every invitation, whatever became of it, and for every response whose invitation is no longer known. */
export function allRows(state: State, nowMs: number): InviteRow[] {
  const responses = new Map(state.outbox.map((entry) => [refText(entry), entry]));
  const choices = Object.values(state.presses).flatMap((press) => press.choices);
  const pressed = new Map(choices.map((choice) => [refText(choice), choice.answer]));
  return state.connections.flatMap((connection) => {
    const connectionId = connection.id;
    const listed = invitationsOf(snapshotOf(state, connectionId));
    const known = new Set(listed.map(({ key }) => key));
    const gone = state.outbox.filter((entry) => entry.connectionId === connectionId && !known.has(entry.key));
    return [...listed, ...gone.map(unknownInvitation)].map((invitation): InviteRow => {
      const key = refText({ connectionId, key: invitation.key });
      return {
        key,
        nowMs: cloudflareNowMs(state, connectionId, nowMs),
        connection,
        invitation,
        pressed: pressed.get(key) ?? null,
        response: responses.get(key) ?? null,
      };
    });
  });
}

/** What is left to show of an invitation of which only the response is known. */
function unknownInvitation({ key, routes, name }: OutboxEntry): Invitation {
  return {
    key,
    routes,
    organizationId: '',
    organizationName: name || null,
    invitedBy: null,
    invitedEmail: null,
    invitedAtMs: null,
    expiresAtMs: null,
    enforcesTwoFactor: false,
    roles: [],
    cautions: [],
    status: unlisted,
    firstSeenAtMs: null,
    settledAtMs: null,
    settledSeq: 0,
    mayOutliveExpiry: false,
  };
}

function expiry({ invitation }: InviteRow): number {
  return invitation.expiresAtMs ?? Number.MAX_SAFE_INTEGER;
}

/** Whether an invitation can be answered from here: its status is pending, and its login may respond. Expiry is another matter. */
export function canAnswer(state: State, { connection, invitation, pressed, response }: InviteRow): boolean {
  return (
    connection.canRespond &&
    !needsPerson(state.polls[connection.id]) &&
    !isLocked(state, connection) &&
    invitation.routes.length > 0 &&
    invitation.status === 'pending' &&
    pressed === null &&
    (response === null || response.phase === 'failed')
  );
}

/** What is to be stored when the person answers a row; `name` is what to call the organization. */
export function choiceOf({ connection, invitation }: InviteRow, answer: Answer, name: string): Choice {
  const { key, routes } = invitation;
  return { connectionId: connection.id, key, routes, answer, name };
}

/** Why a response under way waits, and until when (epoch ms); null until the person acts. */
export interface Wait {
  failure: Failure;
  untilMs: number | null;
}

/** What a response waits for; null when it does not. */
export function waitOf({ polls }: Pick<State, 'polls'>, entry: OutboxEntry, nowMs: number): Wait | null {
  const poll = polls[entry.connectionId];
  if (poll?.failure && isCutOff(poll, entry.routes[0]?.source)) {
    const untilMs = poll.nextAtMs === null ? null : Math.max(poll.nextAtMs, entry.nextAtMs);
    return { failure: poll.failure, untilMs };
  }
  return entry.failure && entry.nextAtMs > nowMs ? { failure: entry.failure, untilMs: entry.nextAtMs } : null;
}

/** Whether this computer's clock is so wrong that by it other invitations would be open than by Cloudflare's. */
export function doesClockMatter(state: State, connectionId: string, nowMs: number): boolean {
  const clockMs = cloudflareNowMs(state, connectionId, nowMs);
  if (Math.abs(clockMs - nowMs) <= noticeableOffsetMs) return false;
  return invitationsOf(snapshotOf(state, connectionId)).some(
    (invitation) => isPending(invitation, clockMs) !== isPending(invitation, nowMs),
  );
}

/** How many invitations wait for an answer, over all connections. */
export function pendingCount(state: State, nowMs: number): number {
  return state.connections.reduce((sum, { id }) => {
    const clockMs = cloudflareNowMs(state, id, nowMs);
    return sum + invitationsOf(snapshotOf(state, id)).filter((one) => isPending(one, clockMs)).length;
  }, 0);
}

/**
 * When the worker has next something to do (epoch ms), or null when nothing will come: a poll falls due, a response
 * goes on, or an invitation expires or begins its last day, which the badge shows.
 */
export function nextWakeAtMs(state: State, nowMs: number): number | null {
  const open = state.connections.filter(
    (connection) => !isPaused(state.polls[connection.id]) && !isLocked(state, connection),
  );
  const polls = open.map(({ id }) => state.polls[id]?.nextAtMs ?? nowMs);
  // While a login is cut off its responses wait for its next poll.
  const responses = state.outbox
    .filter((entry) => isUnderWay(entry) && open.some(({ id }) => id === entry.connectionId))
    .filter(({ connectionId, routes }) => !isCutOff(state.polls[connectionId], routes[0]?.source))
    .map((entry) => entry.nextAtMs);
  // What a page has pressed is taken over at once, unless the worker dies first.
  const presses = Object.keys(state.presses).map(() => nowMs);
  let next = Math.min(...polls, ...responses, ...presses);
  for (const { id } of state.connections) {
    for (const { status, expiresAtMs } of invitationsOf(snapshotOf(state, id))) {
      if (status !== 'pending' || expiresAtMs === null) continue;
      const runsOutMs = expiresAtMs - (state.polls[id]?.clockOffsetMs ?? 0);
      const changesMs = [runsOutMs - lastDayMs, runsOutMs].find((atMs) => atMs > nowMs);
      next = Math.min(next, changesMs ?? next);
    }
  }
  return Number.isFinite(next) ? next : null;
}
