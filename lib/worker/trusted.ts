import { isFreeMail } from '@/lib/cautions/free-mail';
import { parseInviter } from '@/lib/domain/inviter-match';
import type { graceTimes, InviterList } from '@/lib/domain/inviters';
import { type OutboxEntry, transition } from '@/lib/domain/outbox';
import { type Trust, withoutUntrusted } from '@/lib/domain/trusted';
import { readPolicy } from '@/lib/storage/settings';
import { updateState } from '@/lib/storage/state';
import type { WorkerContext } from './context';
import { refreshInvitation } from './refresh-invitation';

/** Whom the organization has every login trust, and the time. */
export async function readTrust({ nowMs }: WorkerContext): Promise<Trust> {
  const { trustedInviters } = await readPolicy();
  return {
    organization: trustedInviters && validInviters('trusted', trustedInviters),
    nowMs: nowMs(),
  };
}

/** Those of `texts` that can be on this list, as they are stored there. */
function validInviters(list: InviterList, texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const inviter = parseInviter(text);
    return inviter === null || (list === 'trusted' && isFreeMail(inviter)) ? [] : inviter;
  });
}

/** How a login's lists of inviters are to change. */
export interface InvitersChange {
  connectionId: string;
  list: InviterList;
  add: string[];
  remove: string[];
}

/** Puts inviters on a login's list and takes others off; whatever another page did to the list meanwhile stays. */
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

/** Sets how long a login holds the answers to trusted inviters; what is held already is not changed. */
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

/** Gives up what was to be accepted without a press and no longer may be. */
export async function dropUntrusted(context: WorkerContext): Promise<void> {
  const trust = await readTrust(context);
  await updateState((state) => withoutUntrusted(state, trust));
}

/**
 * Asks Cloudflare how an invitation is, before it is accepted without a press: what was stored may be as old as the last
 * poll. Resolves to whether that is known now; where it is not, the answer is held once more, or given up when
 * Cloudflare no longer has the invitation.
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
