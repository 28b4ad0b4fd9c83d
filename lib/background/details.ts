import type { Failure } from '@/lib/cloudflare/failure';
import { readWorkerState, updateState } from '@/lib/storage/store';
import type { WorkerContext } from './context';
import { credentialsOf } from './credentials';
import { outcomeOf } from './log';
import { learnedOfOne } from './respond';

/** Asks Cloudflare for one invitation and stores what it says. Returns why that failed, or null. */
export async function renewDetails(
  context: WorkerContext,
  { connectionId, inviteId }: { connectionId: string; inviteId: string },
): Promise<Failure | null> {
  const connection = (await readWorkerState()).connections.find(({ id }) => id === connectionId);
  if (!connection) return null;
  const credentials = await credentialsOf(context, connection);
  if (!credentials.ok) return credentials.failure;
  const result = await context.createClient(credentials.value).getInvitation(inviteId);
  context.log.note(`details: ${outcomeOf(result)}`);
  if (!result.ok) return result.failure;
  await updateState((state) =>
    state.snapshots[connectionId] ? learnedOfOne(context, state, { connectionId }, result) : {},
  );
  return null;
}
