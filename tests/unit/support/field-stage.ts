import { beforeEach, vi } from 'vitest';
import { failureText } from '@/components/shared/failure-text';
import type { Failure } from '@/lib/domain/failure';
import { historyRows } from '@/lib/domain/history';
import { inviteRows } from '@/lib/domain/rows';
import { snapshotOf } from '@/lib/domain/state';
import { readState } from '@/lib/storage/state';
import { useStage } from './stage';

/** When every test begins (epoch ms). */
export const nowMs = Date.UTC(2026, 8, 28);

/** An invitation as Cloudflare sends it, with no more than it must have. */
export const bare = { id: 'i1', organization_id: 'o1', invited_member_id: null, status: 'pending' };

/** The real worker and a sandbox, anew for each test of a file, at a fixed time away from UTC. */
export function useFieldStage() {
  beforeEach(() => {
    // Where a time without a zone, taken as local, would be four hours late.
    vi.stubEnv('TZ', 'America/New_York');
    vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
    return () => vi.unstubAllEnvs();
  });
  return useStage();
}

/** The invitations that the popup lists. */
export async function pending() {
  return inviteRows(await readState(), Date.now()).map(({ invitation }) => invitation);
}

/** The past ones. */
export async function past() {
  return historyRows(await readState(), Date.now()).map(({ invitation }) => invitation);
}

/** The poll and the snapshot of the only login. */
export async function onlyLogin() {
  const state = await readState();
  const id = state.connections[0]?.id ?? '';
  return { poll: state.polls[id], snapshot: snapshotOf(state, id) };
}

/** What a page says of a failure. */
export function wordsOf(failure: Failure | null | undefined) {
  return failure ? { ...failureText(failure, Date.now()), words: failure.message } : null;
}
