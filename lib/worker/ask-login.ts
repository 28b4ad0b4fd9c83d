import type { CloudflareClient } from '@/lib/cloudflare/client';
import type { User } from '@/lib/cloudflare/user';
import type { Connection } from '@/lib/domain/connection';
import { kindOf, type Result } from '@/lib/domain/failure';
import { type Source, sources } from '@/lib/domain/invitation-record';
import type { ListResults } from '@/lib/domain/poll-result';
import { outcomeOf } from './log';

const dayMs = 24 * 3_600_000;

/** Requests these lists in parallel. Never rejects: a failure is part of its list's result. */
export async function askLists(client: CloudflareClient, asked: readonly Source[]): Promise<ListResults> {
  const results = await Promise.all(
    asked.map(async (source) => [source, await client.list(source)] as const),
  );
  return Object.fromEntries(results);
}

/** The result of each list, for the log. */
export function summaryOf(results: ListResults): string {
  const parts = sources.flatMap((source) => {
    const result = results[source];
    if (!result) return [];
    return `${source} ${outcomeOf(result)}${result.ok ? ` (${result.value.records.length})` : ''}`;
  });
  return parts.join(', ');
}

/** An id that no invitation has. */
const unusedId = '0'.repeat(32);

/**
 * Whether a token may respond. Cloudflare has no call for this, so we reject an invitation that does not exist: without
 * the permission Cloudflare says so, with it there is nothing to find. `source` must be a list that the login may read,
 * because a plan may exclude the other.
 */
export async function mayRespond(client: CloudflareClient, source: Source): Promise<boolean> {
  const answer = await client.respond({ source, id: unusedId }, 'rejected');
  return answer.ok || kindOf(answer.failure) !== 'permission';
}

/** Whether it is time to ask Cloudflare whose login it is: once a day, even if that was refused. */
export function isUserDue({ userDueAtMs }: Connection, nowMs: number): boolean {
  return userDueAtMs <= nowMs || userDueAtMs > nowMs + dayMs;
}

/**
 * What `/user` says about a login. If it failed, only the time of the next request changes; if it failed because the
 * permission is missing, `hasTwoFactor` becomes null too.
 */
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
