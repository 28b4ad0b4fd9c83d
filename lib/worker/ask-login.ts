import type { CloudflareClient } from '@/lib/cloudflare/client';
import type { User } from '@/lib/cloudflare/user';
import type { Connection } from '@/lib/domain/connection';
import { kindOf, type Result } from '@/lib/domain/failure';
import { type Source, sources } from '@/lib/domain/invitation-record';
import type { ListResults } from '@/lib/domain/poll-result';
import { outcomeOf } from './log';

const dayMs = 24 * 3_600_000;

/** Asks for these lists side by side. */
export async function askLists(client: CloudflareClient, asked: readonly Source[]): Promise<ListResults> {
  const results = await Promise.all(
    asked.map(async (source) => [source, await client.list(source)] as const),
  );
  return Object.fromEntries(results);
}

/** How each list ended, for the log. */
export function summaryOf(results: ListResults): string {
  const parts = sources.flatMap((source) => {
    const result = results[source];
    if (!result) return [];
    return `${source} ${outcomeOf(result)}${result.ok ? ` (${result.value.records.length})` : ''}`;
  });
  return parts.join(', ');
}

/** No invitation has this id. */
const nobodysId = '0'.repeat(32);

/**
 * Whether a token may respond. Cloudflare has no call that tells, so this asks to reject an invitation that does
 * not exist: without the permission Cloudflare says so, with it there is nothing to find. To be asked of a list that
 * the login may read, because a plan can keep it from the other.
 */
export async function mayRespond(client: CloudflareClient, source: Source): Promise<boolean> {
  const answer = await client.respond({ source, id: nobodysId }, 'rejected');
  return answer.ok || kindOf(answer.failure) !== 'permission';
}

/** Whether it is time to ask whose login it is; where that is refused too, once a day. */
export function isUserDue({ userDueAtMs }: Connection, nowMs: number): boolean {
  return userDueAtMs <= nowMs || userDueAtMs > nowMs + dayMs;
}

/** What is known of a login once Cloudflare was asked whose it is. A refusal changes nothing but when it is asked again. */
export function userFacts(
  user: Result<User>,
  nowMs: number,
): Partial<Pick<Connection, 'email' | 'hasTwoFactor'>> & Pick<Connection, 'userDueAtMs'> {
  const userDueAtMs = nowMs + dayMs;
  if (!user.ok)
    return kindOf(user.failure) === 'permission' ? { hasTwoFactor: null, userDueAtMs } : { userDueAtMs };
  const { email, hasTwoFactor } = user.value;
  return { ...(email !== null && { email }), hasTwoFactor, userDueAtMs };
}
