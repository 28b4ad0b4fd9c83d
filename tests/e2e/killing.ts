import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import * as z from 'zod';
import { readItem, seedPress, waitingPresses } from '../harness/seed';
import type { Fault } from '../sandbox/fault';
import type { Sandbox } from '../sandbox/types';
import { seeded } from '../support/seeded';
import { type AnyExtension, type Stage, sendCommand } from './stage';

const connectionsSchema = z.tuple([z.object({ id: z.string() })]);
const outboxSchema = z.array(z.object({ phase: z.string(), key: z.string() })).default([]);

const answers = ['accepted', 'rejected'] as const;
const kinds = ['invite', 'membership', 'both'] as const;

/** Which invitation was answered, and how. */
interface Given {
  accountId: string;
  answer: (typeof answers)[number];
}

/** The result of a run of kills. */
export interface KillingReport {
  kills: number;
  responses: number;
  /** How many responses were under way, by phase, when the worker was killed. */
  caught: Record<string, number>;
  effective: number;
  refusedAsRepeated: number;
  wrong: string[];
  outbox: unknown[];
  badge: string;
}

/** Faults that are used now and then during a long run, besides the kills. */
const randomFaults: Fault[] = [
  { kind: 'lost-answer' },
  { kind: 'drop' },
  { kind: 'status', status: 503 },
  { kind: 'html', status: 502 },
  { kind: 'cut-off', method: 'PATCH' },
];

interface KillingOptions {
  kills: number;
  seed: number;
  faults: boolean;
  /** How long every reply takes. */
  latencyMs?: number;
  /** How long a worker lives at most; an event page takes longer to start. */
  pauseMs?: number;
}

/**
 * Kills the worker at random moments, the same for the same seed, while responses are in flight; with `faults`
 * the network and Cloudflare also fail now and then. Every answer is given once.
 */
export async function killAtRandom(
  stage: Stage<AnyExtension>,
  { kills, seed, faults, latencyMs = 15, pauseMs = 120 }: KillingOptions,
): Promise<KillingReport> {
  const { sandbox, extension } = stage;
  const random = seeded(seed);
  const page = await extension.openPage('options.html');
  const [{ id: connectionId }] = connectionsSchema.parse(await readItem(page, 'local', 'connections'));
  const given: Given[] = [];
  const caught: Record<string, number> = {};
  sandbox.fault({ kind: 'latency', ms: latencyMs, times: Number.POSITIVE_INFINITY });

  for (let kill = 0; kill < kills; kill++) {
    for (const answer of answers) {
      const kind = kinds[given.length % kinds.length] ?? 'both';
      const { accountId, ...invitation } = addInvitation(sandbox, kind);
      given.push({ accountId, answer });
      await seedPress(page, { connectionId, answer, ...invitation });
    }
    void sendCommand(page, { type: 'pressed' });
    const fault = randomFaults[Math.floor(random() * randomFaults.length)];
    if (faults && fault && kill % 4 === 0) sandbox.fault(fault);
    await sleep(random() * pauseMs);
    await extension.killServiceWorker();
    for (const { phase } of await outboxOf(page)) caught[phase] = (caught[phase] ?? 0) + 1;
    void sendCommand(page, { type: 'opened' });
  }

  sandbox.clearFaults();
  await untilSettled(page);
  await sendCommand(page, { type: 'refresh' });
  const report = {
    kills,
    responses: given.length,
    caught,
    effective: given.filter(({ accountId }) => sandbox.answersThatTookEffect(accountId) === 1).length,
    refusedAsRepeated: sandbox.requests.filter(({ responded }) => responded === 409).length,
    wrong: given
      .filter(({ accountId, answer }) => statuses(sandbox, accountId).some((status) => status !== answer))
      .map(({ accountId }) => accountId),
    outbox: await outboxOf(page),
    badge: (await extension.badge()).text,
  };
  await page.close();
  return report;
}

/** Adds an invitation to one list or both. Returns what a page stores of it, and its account. */
function addInvitation(sandbox: Sandbox, kind: (typeof kinds)[number]) {
  const both = kind === 'both' ? sandbox.addBoth() : null;
  const invite = both?.invite ?? (kind === 'invite' ? sandbox.addInvite() : null);
  const membership = both?.membership ?? (kind === 'membership' ? sandbox.addMembership() : null);
  return {
    accountId: invite?.organization_id ?? membership?.account.id ?? '',
    key: invite?.id ?? `membership ${membership?.id}`,
    routes: [
      ...(invite ? [{ source: 'invites' as const, id: invite.id }] : []),
      ...(membership ? [{ source: 'memberships' as const, id: membership.id }] : []),
    ],
  };
}

/** The statuses of an account in both lists. */
function statuses(sandbox: Sandbox, accountId: string) {
  const invites = sandbox.invites().filter(({ organization_id }) => organization_id === accountId);
  const memberships = sandbox.memberships().filter(({ account }) => account?.id === accountId);
  return [...invites, ...memberships].map(({ status }) => status);
}

/** Refreshes every second, as a user would, until nothing is under way. Gives no answer again. */
async function untilSettled(page: Page): Promise<void> {
  for (let seconds = 0; seconds < 240; seconds++) {
    await sendCommand(page, { type: 'refresh' });
    if ((await outboxOf(page)).length === 0 && (await waitingPresses(page)) === 0) return;
    await sleep(1000);
  }
}

async function outboxOf(page: Page) {
  return outboxSchema.parse(await readItem(page, 'local', 'outbox'));
}
