import type { Failure } from '@/lib/domain/failure';
import type { InvitationRef } from '@/lib/domain/outbox';
import { isCutOff } from '@/lib/domain/poll-schedule';
import { invitationsOf } from '@/lib/domain/snapshot';
import { snapshotOf } from '@/lib/domain/state';
import { readState, updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';
import { applyReadings, cutOff, isCurrent } from './readings';

/**
 * Requests one invitation from Cloudflare and stores what it says. Returns why that failed, or null. Rejects with a
 * StorageError if it cannot be saved.
 */
export async function refreshInvitation(context: WorkerContext, ref: InvitationRef): Promise<Failure | null> {
  const state = await readState();
  const { connections, polls, snapshots, seq } = state;
  const connection = connections.find(({ id }) => id === ref.connectionId);
  const invitation = invitationsOf(snapshotOf({ snapshots }, ref.connectionId)).find(
    ({ key }) => key === ref.key,
  );
  if (!connection || !invitation) return null;
  const poll = polls[connection.id];
  if (poll?.failure && isCutOff(poll)) return poll.failure;
  const credentials = await credentialsOf(context, connection);
  if (!credentials.ok) return credentials.failure;
  const client = context.createClient(credentials.value);
  const readings = await Promise.all(
    invitation.routes.map(async (route) => ({ route, result: await client.get(route) })),
  );
  context.log.note(`details: ${readings.map(({ result }) => outcomeOf(result)).join(', ')}`);
  const asked = { connection, askedSeq: seq, state };
  const failure = readings.every(({ result }) => !result.ok)
    ? (readings.flatMap(({ result }) => (result.ok ? [] : result.failure))[0] ?? null)
    : null;
  await updateState((state) =>
    isCurrent(state.connections, connection)
      ? {
          ...applyReadings(context, state, asked, ref.key, readings),
          ...(failure && cutOff(context, state, asked, failure)),
        }
      : {},
  );
  return failure;
}
