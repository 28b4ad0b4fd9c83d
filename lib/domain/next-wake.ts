import { lastDayMs } from './invitation';
import { isLocked } from './lock';
import { isUnderWay } from './outbox';
import { isCutOff, isPaused } from './poll-schedule';
import { invitationsOf } from './snapshot';
import { type State, snapshotOf } from './state';

/**
 * When the worker next has something to do (epoch ms), or null if nothing: a poll is due, a response continues, or an
 * invitation expires or begins its last day, which the badge shows.
 */
export function nextWakeAtMs(state: State, nowMs: number): number | null {
  const open = state.connections.filter(
    (connection) => !isPaused(state.polls[connection.id]) && !isLocked(state, connection),
  );
  const polls = open.map(({ id }) => state.polls[id]?.nextAtMs ?? nowMs);
  // While a login is cut off, its responses wait for its next poll.
  const responses = state.outbox
    .filter((entry) => isUnderWay(entry) && open.some(({ id }) => id === entry.connectionId))
    .filter(({ connectionId, routes }) => !isCutOff(state.polls[connectionId], routes[0]?.source))
    .map((entry) => entry.nextAtMs);
  // Presses are taken over at once, unless the worker dies first.
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
