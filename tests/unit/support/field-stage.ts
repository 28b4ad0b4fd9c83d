import { beforeEach, vi } from 'vitest';
import { failureText } from '@/components/shared/failure-text';
import type { Failure } from '@/lib/domain/failure';
import { historyRows } from '@/lib/domain/history';
import { inviteRows } from '@/lib/domain/rows';
import { snapshotOf } from '@/lib/domain/state';
import { readState } from '@/lib/storage/state';
import { useStage } from './stage';

/** The time at the start of every test (epoch ms). */
export const nowMs = Date.UTC(2026, 8, 28);

/** An invitation as Cloudflare sends it, with only the required fields. */
export const bare = { id: 'i1', organization_id: 'o1', invited_member_id: null, status: 'pending' };

/** The real worker and a sandbox, new for each test of a file, at a fixed time outside UTC. */
export function useFieldStage() {
  beforeEach(() => {
    // In this zone, a time without a zone that is read as local would be four hours late.
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

/** The past invitations that the popup lists. */
export async function past() {
  return historyRows(await readState(), Date.now()).map(({ invitation }) => invitation);
}

/** The poll and the snapshot of the only login. */
export async function onlyLogin() {
  const state = await readState();
  const id = state.connections[0]?.id ?? '';
  return { poll: state.polls[id], snapshot: snapshotOf(state, id) };
}

/** The text that a page shows for a failure. */
export function wordsOf(failure: Failure | null | undefined) {
  return failure ? { ...failureText(failure, Date.now()), words: failure.message } : null;
}
