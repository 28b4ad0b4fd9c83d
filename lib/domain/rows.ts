import type { Connection } from './connection';
import { type Failure, isFinal } from './failure';
import { type Invitation, isPending, unlisted } from './invitation';
import type { Answer } from './invitation-record';
import { isLocked } from './lock';
import { type Choice, type Hold, type OutboxEntry, refText } from './outbox';
import { isCutOff, needsPerson } from './poll-schedule';
import { invitationsOf } from './snapshot';
import { cloudflareNowMs, type State, snapshotOf } from './state';

/** One invitation to show, with the login that it was sent to and the user's answer. */
export interface InviteRow {
  key: string;
  /** The time at Cloudflare (epoch ms): invitations expire by its clock. */
  nowMs: number;
  connection: Connection;
  invitation: Invitation;
  /** The answer that is stored, but not yet taken over by the worker. */
  pressed: Answer | null;
  /** The response that is under way or failed. */
  response: OutboxEntry | null;
  /** Until when the answer can be taken back; null if it may have been sent, or if there is none. */
  hold: Hold | null;
}

/** For how long an accepted invitation keeps its row in the popup, with the link to the account (ms). */
const acceptedShownMs = 5 * 60_000;

/**
 * The rows that the user can act on, those that expire first at the top: pending invitations, and all with a response
 * that is under way or failed.
 */
export function inviteRows(state: State, nowMs: number): InviteRow[] {
  return allRows(state, nowMs).filter(isOpenRow).sort(byExpiry);
}

/**
 * The rows of the popup: first those that will be accepted unless they are stopped, last those that were just accepted.
 */
export function popupRows(state: State, nowMs: number): InviteRow[] {
  const rank = (row: InviteRow) => (row.hold?.kind === 'trusted' ? 0 : isJustAccepted(row) ? 2 : 1);
  return allRows(state, nowMs)
    .filter((row) => isOpenRow(row) || isJustAccepted(row))
    .sort((a, b) => rank(a) - rank(b) || byExpiry(a, b));
}

function isOpenRow(row: InviteRow): boolean {
  return row.pressed !== null || row.response !== null || isPending(row.invitation, row.nowMs);
}

/** Whether a row is only there to link to the account that was joined. */
export function isJustAccepted({ invitation, pressed, response, nowMs }: InviteRow): boolean {
  const { status, settledAtMs } = invitation;
  if (pressed || response || status !== 'accepted' || settledAtMs === null) return false;
  return Math.abs(nowMs - settledAtMs) < acceptedShownMs;
}

function byExpiry(a: InviteRow, b: InviteRow): number {
  return expiry(a) - expiry(b);
}

/** A row for every invitation, whatever its status, and for every response whose invitation is no longer known. */
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

/** What can be shown of an invitation if only the response to it is known. */
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

/**
 * Whether an invitation can be answered here: its status is pending, and its login is unlocked and may respond. Does
 * not check whether it has expired.
 */
export function canAnswer(state: State, row: InviteRow): boolean {
  return isAnswerable(state, row) && !isLocked(state, row.connection);
}

/** Whether the passphrase is all that is needed to answer an invitation. */
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
    (response === null || (response.phase === 'failed' && !isFinal(response.failure)))
  );
}

/** What to store when the user answers a row; `name` is what to call the organization. */
export function choiceOf({ connection, invitation }: InviteRow, answer: Answer, name: string): Choice {
  const { key, routes } = invitation;
  return { connectionId: connection.id, key, routes, answer, name };
}

/** Why a response under way waits, and until when (epoch ms); null means until the user acts. */
export interface Wait {
  failure: Failure;
  untilMs: number | null;
}

/** Why a response waits, and until when; null if it does not. */
export function waitOf({ polls }: Pick<State, 'polls'>, entry: OutboxEntry, nowMs: number): Wait | null {
  const poll = polls[entry.connectionId];
  if (poll?.failure && isCutOff(poll, entry.routes[0]?.source)) {
    const untilMs = poll.nextAtMs === null ? null : Math.max(poll.nextAtMs, entry.nextAtMs);
    return { failure: poll.failure, untilMs };
  }
  return entry.failure && entry.nextAtMs > nowMs ? { failure: entry.failure, untilMs: entry.nextAtMs } : null;
}
