import { isLocked } from './lock';
import { needsPerson } from './poll-schedule';
import { pendingCount, type State } from './state';

/** What the toolbar icon tells. `stale` greys it: the count is older than two polls should leave it. */
export interface Badge {
  text: string;
  tone: 'count' | 'attention' | 'stale';
  pending: number;
  /** How many connections Cloudflare refuses until the person acts. */
  refused: number;
  /** How many connections wait for the passphrase. */
  locked: number;
  connected: boolean;
  /** The browser refuses to store, so nothing else can be trusted to be up to date. */
  notSaved: boolean;
}

/**
 * The badge for `state`: the count (`99+` above 99, nothing at 0), `!` when the person
 * has to mend something, or a padlock when they have to unlock.
 */
export function badgeOf(state: State, intervalMs: number, nowMs: number): Badge {
  const refused = state.connections.filter(({ id }) => needsPerson(state.polls[id]));
  const locked = state.connections.filter((connection) => isLocked(state, connection));
  const closed = [...refused, ...locked];
  const open = state.connections.filter((connection) => !closed.includes(connection));
  const pending = pendingCount({ ...state, connections: open }, nowMs);
  const stale = open.some(({ id }) => {
    const poll = state.polls[id];
    return poll?.failure && nowMs - (poll.fetchedAtMs ?? 0) > 2 * intervalMs;
  });
  const notSaved = state.storageFailedAtMs !== null;
  const common = {
    pending,
    refused: refused.length,
    locked: locked.length,
    connected: state.connections.length > 0,
    notSaved,
  };
  if (notSaved) return { ...common, text: '!', tone: 'attention' };
  if (pending > 0)
    return { ...common, text: pending > 99 ? '99+' : String(pending), tone: stale ? 'stale' : 'count' };
  if (refused.length > 0) return { ...common, text: '!', tone: 'attention' };
  if (locked.length > 0) return { ...common, text: '🔒', tone: 'stale' };
  return { ...common, text: '', tone: stale ? 'stale' : 'count' };
}

/** When storage cannot even be read. */
export const unreadableBadge: Badge = {
  text: '!',
  tone: 'attention',
  pending: 0,
  refused: 0,
  locked: 0,
  connected: true,
  notSaved: true,
};
