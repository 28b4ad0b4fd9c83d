import { isFreeMail } from '@/lib/cautions/free-mail';
import { parseInviter } from '@/lib/domain/inviter-match';
import type { graceTimes, InviterList } from '@/lib/domain/inviters';
import { type OutboxEntry, transition } from '@/lib/domain/outbox';
import { type Trust, withoutUntrusted } from '@/lib/domain/trusted';
import { readPolicy } from '@/lib/storage/settings';
import { updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { refreshInvitation } from './refresh-invitation';

/** The inviters that the organization makes every login trust, and the current time. */
export async function readTrust({ nowMs }: WorkerContext): Promise<Trust> {
  const { trustedInviters } = await readPolicy();
  return {
    organization: trustedInviters && validInviters('trusted', trustedInviters),
    nowMs: nowMs(),
  };
}

/** The `texts` that can be on this list, in the form in which they are stored. */
function validInviters(list: InviterList, texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const inviter = parseInviter(text);
    return inviter === null || (list === 'trusted' && isFreeMail(inviter)) ? [] : inviter;
  });
}

/** A change to one of a login's lists of inviters. */
export interface InvitersChange {
  connectionId: string;
  list: InviterList;
  add: string[];
  remove: string[];
}

/**
 * Adds inviters to a login's list and removes others. Changes that another page made meanwhile are kept. Rejects with a
 * StorageError if it cannot be saved.
 */
export async function changeInviters({ connectionId, list, add, remove }: InvitersChange): Promise<void> {
  await updateState(({ connections }) => ({
    connections: connections.map((one) => {
      if (one.id !== connectionId) return one;
      const kept = one.inviters[list].filter((inviter) => !remove.includes(inviter));
      const inviters = { ...one.inviters, [list]: [...new Set([...kept, ...validInviters(list, add)])] };
      return { ...one, inviters };
    }),
  }));
}

/**
 * Sets for how many minutes a login holds automatic acceptances; those already held are not changed. Rejects with a
 * StorageError if it cannot be saved.
 */
export async function changeGrace(
  connectionId: string,
  graceMinutes: (typeof graceTimes)[number],
): Promise<void> {
  await updateState(({ connections }) => ({
    connections: connections.map((one) =>
      one.id === connectionId ? { ...one, inviters: { ...one.inviters, graceMinutes } } : one,
    ),
  }));
}

/** Drops the automatic acceptances that are no longer allowed. */
export async function dropUntrusted(context: WorkerContext): Promise<void> {
  const trust = await readTrust(context);
  await updateState((state) => withoutUntrusted(state, trust));
}

/**
 * Requests an invitation just before it is accepted automatically, because the stored one may be as old as the last
 * poll. Resolves to whether that worked. If not, the acceptance is held once more, or dropped if Cloudflare no longer
 * has the invitation.
 */
export async function isUpToDate(context: WorkerContext, entry: OutboxEntry): Promise<boolean> {
  const failure = await refreshInvitation(context, entry);
  if (!failure) return true;
  await updateState(({ outbox }) => {
    const { hold } = entry;
    const untilMs = context.nowMs() + (hold?.forMs ?? 0);
    const after = hold && { ...entry, hold: { ...hold, untilMs }, nextAtMs: untilMs };
    const moved = transition(outbox, entry, failure.reason === 'not-found' ? null : after);
    return moved ? { outbox: moved } : {};
  });
  return false;
}
