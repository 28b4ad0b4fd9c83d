import { identity } from '../cloudflare/invitation';
import { isLocked } from './lock';
import type { WorkerState } from './notices';
import { type Notice, type NoticeKind, noticeKinds } from './notices';
import { isPaused } from './poll-state';
import { isPending } from './snapshot';
import { type InviteRow, inviteRows, isUnderWay } from './state';

/** A row of the popup and what the person was told of it. */
export interface Told {
  connectionId: string;
  row: InviteRow;
  notice: Notice;
}

/** Every row that there is something to tell of, expiring first. */
export function toldRows(state: WorkerState, nowMs: number): Told[] {
  const known = new Map(
    Object.entries(state.notices).map(([connectionId, notices]) => [
      connectionId,
      new Map(notices.map((notice) => [notice.key, notice])),
    ]),
  );
  return inviteRows(state, nowMs).flatMap((row) => {
    const connectionId = row.connection.id;
    const notice = known.get(connectionId)?.get(identity(row.invitation));
    return notice ? { connectionId, row, notice } : [];
  });
}

/** The id of a notification about one invitation. It names the invitation, so that a press on it can mean no other. */
export function noticeId(kind: NoticeKind, row: InviteRow): string {
  return `${kind} ${row.key}`;
}

/** The invitation that a notification with this id is about; undefined when it is about several, or gone. */
export function noticedRow(state: WorkerState, id: string, nowMs: number): InviteRow | undefined {
  return inviteRows(state, nowMs).find((row) => noticeKinds.some((kind) => noticeId(kind, row) === id));
}

/**
 * Whether an invitation may be accepted without being looked at in the popup. Never one that may deceive: there a
 * person is warned first.
 */
export function isPlainToAccept(state: WorkerState, row: InviteRow, nowMs: number): boolean {
  const { connection, invitation, response } = row;
  return (
    invitation.id !== null &&
    isPending(invitation, nowMs) &&
    !(response && isUnderWay(response)) &&
    connection.canRespond &&
    !isLocked(state, connection) &&
    !isPaused(state.polls[connection.id]) &&
    invitation.cautions.length === 0
  );
}
