import type { Connection } from './connection';
import type { Failure } from './failure';
import { type Invitation, isPending, unlisted } from './invitation';
import type { Answer } from './invitation-record';
import { isLocked } from './lock';
import { type Choice, type Hold, type OutboxEntry, refText } from './outbox';
import { isCutOff, needsPerson } from './poll-schedule';
import { invitationsOf } from './snapshot';
import { cloudflareNowMs, type State, snapshotOf } from './state';

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
  /** Until when the answer can be taken back; null when it may have been sent, and where there is none. */
  hold: Hold | null;
}

/** For how long an accepted invitation keeps its row in the popup, with the way to the account (ms). */
const acceptedShownMs = 5 * 60_000;

/** What there is to answer, expiring first: what is pending, and whatever has a response that is under way or failed. */
export function inviteRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state, nowMs).filter(isOpenRow).sort(byExpiry);
}

/** The rows of the popup: first what will be accepted unless it is stopped, last what was accepted a moment ago. */
export function popupRows(state: State, nowMs: number): InviteRow[] {
  const rank = (row: InviteRow) => (row.hold?.kind === 'trusted' ? 0 : isJustAccepted(row) ? 2 : 1);
  return allRows(state, nowMs)
    .filter((row) => isOpenRow(row) || isJustAccepted(row))
    .sort((a, b) => rank(a) - rank(b) || byExpiry(a, b));
}

function isOpenRow(row: InviteRow): boolean {
  return row.pressed !== null || row.response !== null || isPending(row.invitation, row.nowMs);
}

/** Whether a row is only there to lead to the account that was joined. */
export function isJustAccepted({ invitation, pressed, response, nowMs }: InviteRow): boolean {
  const { status, settledAtMs } = invitation;
  if (pressed || response || status !== 'accepted' || settledAtMs === null) return false;
  return Math.abs(nowMs - settledAtMs) < acceptedShownMs;
}

function byExpiry(a: InviteRow, b: InviteRow): number {
  return expiry(a) - expiry(b);
}

/** A row for every invitation, whatever became of it, and for every response whose invitation is no longer known. */
export function allRows(state: State, nowMs: number): InviteRow[] {
  const responses = new Map(state.outbox.map((entry) => [refText(entry), entry]));
  const pressed = new Map(
    Object.values(state.presses).flatMap(({ choices, hold }) =>
      choices.map((choice) => [refText(choice), { answer: choice.answer, hold }]),
    ),
  );
  return state.connections.flatMap((connection) => {
    const connectionId = connection.id;
    const listed = invitationsOf(snapshotOf(state, connectionId));
    const known = new Set(listed.map(({ key }) => key));
    const gone = state.outbox.filter((entry) => entry.connectionId === connectionId && !known.has(entry.key));
    return [...listed, ...gone.map(unknownInvitation)].map((invitation): InviteRow => {
      const key = refText({ connectionId, key: invitation.key });
      const press = pressed.get(key);
      const response = responses.get(key) ?? null;
      return {
        key,
        nowMs: cloudflareNowMs(state, connectionId, nowMs),
        connection,
        invitation,
        pressed: press?.answer ?? null,
        response,
        hold: press ? press.hold : (response?.hold ?? null),
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
    unasked: 'no',
    mayOutliveExpiry: false,
  };
}

function expiry({ invitation }: InviteRow): number {
  return invitation.expiresAtMs ?? Number.MAX_SAFE_INTEGER;
}

/** Whether an invitation can be answered from here: its status is pending, and its login may respond. Expiry is another matter. */
export function canAnswer(state: State, row: InviteRow): boolean {
  return isAnswerable(state, row) && !isLocked(state, row.connection);
}

/** Whether unlocking is all that it takes to answer an invitation. */
export function canAnswerUnlocked(state: State, row: InviteRow): boolean {
  return isAnswerable(state, row) && isLocked(state, row.connection);
}

function isAnswerable(state: State, { connection, invitation, pressed, response }: InviteRow): boolean {
  return (
    connection.canRespond &&
    !needsPerson(state.polls[connection.id]) &&
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
