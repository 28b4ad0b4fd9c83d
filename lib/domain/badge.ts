import { isLastDay, isPending } from './invitation';
import { isLocked } from './lock';
import { needsPerson } from './poll-schedule';
import { inviteRows } from './rows';
import { isComplete } from './snapshot';
import { pendingCount, type State, snapshotOf } from './state';

/** What the toolbar icon tells. `stale` greys it: the count is older than two polls should leave it. */
export interface Badge {
  text: string;
  tone: 'count' | 'attention' | 'stale';
  /** How many are pending in the popup's list; 0 when no login that works has any. */
  pending: number;
  /** Cloudflare may have more than came: the count is the least that there are. */
  mayBeMore: boolean;
  /** The organizations whose invitations expire within a day; null where the name is not known. */
  urgent: (string | null)[];
  /** How many connections Cloudflare refuses until the person acts. */
  refused: number;
  /** How many connections wait for the passphrase. */
  locked: number;
  connected: boolean;
  /** The browser refuses to store, so nothing else can be trusted to be up to date. */
  notSaved: boolean;
}

/**
 * The badge for `state`: the count (`99+` above 99, `5+` where there may be more, nothing at 0), `!` when the person
 * has to mend something (in the same colour, a count of which one expires within a day), or dots, as of a hidden passphrase, when they have to unlock.
 */
export function badgeOf(state: State, intervalMs: number, nowMs: number): Badge {
  const refused = state.connections.filter(({ id }) => needsPerson(state.polls[id]));
  const locked = state.connections.filter((connection) => isLocked(state, connection));
  const closed = [...refused, ...locked];
  const open = state.connections.filter((connection) => !closed.includes(connection));
  // Those of a closed login are still in the list, so they count; alone they give way to what the person has to do.
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

/** When storage cannot even be read. */
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
