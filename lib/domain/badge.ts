import { isLastDay, isPending } from './invitation';
import { isLocked } from './lock';
import { needsPerson } from './poll-schedule';
import { inviteRows } from './rows';
import { isComplete } from './snapshot';
import { pendingCount, type State, snapshotOf } from './state';

/** What the toolbar icon shows. `stale` turns the badge gray: the count is older than two polls should leave it. */
export interface Badge {
  text: string;
  tone: 'count' | 'attention' | 'stale';
  /** How many invitations in the popup's list are pending; 0 if no working login has any. */
  pending: number;
  /** Cloudflare may have more than it sent, so the count is a minimum. */
  mayBeMore: boolean;
  /** The organizations whose invitations expire within a day; null for one whose name is unknown. */
  urgent: (string | null)[];
  /** How many connections Cloudflare refuses until the user acts. */
  refused: number;
  /** How many connections are waiting for the passphrase. */
  locked: number;
  connected: boolean;
  /** The browser refuses to store data, so nothing else here is sure to be up to date. */
  notSaved: boolean;
}

/**
 * The badge for `state`: the count (`99+` above 99, `5+` if there may be more, nothing at 0), `!` if the user has to
 * fix something, or dots, as in a hidden passphrase, if they have to unlock. A count has the color of `!` if one of the
 * invitations expires within a day.
 */
export function badgeOf(state: State, intervalMs: number, nowMs: number): Badge {
  const refused = state.connections.filter(({ id }) => needsPerson(state.polls[id]));
  const locked = state.connections.filter((connection) => isLocked(state, connection));
  const closed = [...refused, ...locked];
  const open = state.connections.filter((connection) => !closed.includes(connection));
  // Invitations of a refused or locked login are still in the list, so they count. If there are no others, the badge
  // shows what the user has to do instead.
  const pending = pendingCount({ ...state, connections: open }, nowMs) > 0 ? pendingCount(state, nowMs) : 0;
  const stale = open.some(({ id }) => {
    const poll = state.polls[id];
    return poll?.failure && nowMs - (poll.fetchedAtMs ?? 0) > 2 * intervalMs;
  });
  const urgent = inviteRows({ ...state, connections: open }, nowMs)
    .filter((row) => isPending(row.invitation, row.nowMs) && isLastDay(row.invitation, row.nowMs))
    .map(({ invitation }) => invitation.organizationName);
  const notSaved = state.storageFailedAtMs !== null;
  const mayBeMore = open.some(({ id }) => !isComplete(snapshotOf(state, id)));
  const common = {
    pending,
    mayBeMore,
    urgent,
    refused: refused.length,
    locked: locked.length,
    connected: state.connections.length > 0,
    notSaved,
  };
  if (notSaved) return { ...common, text: '!', tone: 'attention' };
  if (pending > 0) {
    const tone = urgent.length > 0 ? 'attention' : 'count';
    return { ...common, text: countText(pending, mayBeMore), tone: stale ? 'stale' : tone };
  }
  if (refused.length > 0) return { ...common, text: '!', tone: 'attention' };
  if (locked.length > 0) return { ...common, text: '•••', tone: 'stale' };
  return { ...common, text: '', tone: stale ? 'stale' : 'count' };
}

function countText(pending: number, mayBeMore: boolean): string {
  if (pending > 99) return '99+';
  return mayBeMore ? `${pending}+` : String(pending);
}

/** The badge if storage cannot even be read. */
export const unreadableBadge: Badge = {
  text: '!',
  tone: 'attention',
  pending: 0,
  mayBeMore: false,
  urgent: [],
  refused: 0,
  locked: 0,
  connected: true,
  notSaved: true,
};
