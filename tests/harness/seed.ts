import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import * as z from 'zod';

/**
 * Writes and reads what the worker stores, for tests that start with a login or check storage. Only this file knows the
 * format. The connect form has separate tests.
 */
type Area = 'local' | 'session' | 'sync';

/** A login with an API token, kept on this device. */
export interface SeededLogin {
  token: string;
  email: string;
}

/** Stores logins as if they had been connected, replacing any others and their answers. Nothing is polled yet. */
export async function seedLogins(page: Page, logins: readonly SeededLogin[]): Promise<void> {
  const seeded = logins.map((login) => ({ id: randomUUID(), ...login }));
  const connections = seeded.map(({ id, email }) => ({
    id,
    name: '',
    kind: 'token',
    email,
    canRespond: true,
    keeping: 'device',
    revision: 0,
    hasTwoFactor: null,
    userDueAtMs: 0,
    inviters: { trusted: [], quiet: [], graceMinutes: 5 },
  }));
  const secrets = Object.fromEntries(seeded.map(({ id, token }) => [id, { kind: 'token', token }]));
  await page.evaluate(() => chrome.storage.local.remove(['outbox', 'batch']));
  await writeItems(page, 'local', { connections, secrets });
}

/** Stores settings as if the user had chosen them; all others keep their defaults. */
export async function seedSettings(page: Page, settings: object): Promise<void> {
  await writeItems(page, 'sync', { settings: { theme: 'system', ...settings } });
}

/** Stores an answer as the popup does in the click. */
export async function seedPress(
  page: Page,
  choice: {
    connectionId: string;
    key: string;
    routes: { source: 'invites' | 'memberships'; id: string }[];
    answer: 'accepted' | 'rejected';
  },
): Promise<void> {
  const press = { choices: [{ ...choice, name: 'Acme' }], isBatch: false, hold: null };
  await writeItems(page, 'local', { [`press ${randomUUID()}`]: press }, 2);
}

/** Makes the current refusal the third within eleven minutes, because a test cannot wait that long. */
export async function seedRefusals(page: Page): Promise<void> {
  const polls = z.record(z.string(), z.looseObject({})).parse(await readItem(page, 'session', 'polls'));
  const refused = { refusedTimes: 2, refusedSinceMs: Date.now() - 11 * 60_000 };
  const changed = Object.entries(polls).map(([id, poll]) => [id, { ...poll, ...refused }] as const);
  await writeItems(page, 'session', { polls: Object.fromEntries(changed) });
}

/** How many stored answers the worker has not taken over yet. */
export async function waitingPresses(page: Page): Promise<number> {
  const stored = Object.entries(await readArea(page, 'local'));
  return stored.filter(([key, value]) => key.startsWith('press ') && value !== null).length;
}

/** The value of one stored item, undefined if there is none. */
export async function readItem(page: Page, area: Area, key: string): Promise<unknown> {
  return (await readArea(page, area))[key];
}

/** The values of everything in one storage area, by key. */
export async function readArea(page: Page, area: Area): Promise<Record<string, unknown>> {
  return page.evaluate(async (name) => {
    const all: Record<string, string> = await chrome.storage[name].get(null);
    return Object.fromEntries(Object.entries(all).map(([key, text]) => [key, JSON.parse(text).value]));
  }, area);
}

async function writeItems(
  page: Page,
  area: Area,
  values: Record<string, unknown>,
  version = 1,
): Promise<void> {
  const items = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, JSON.stringify({ version, value })]),
  );
  await page.evaluate((name, written) => chrome.storage[name].set(written), area, items);
}

/** Ends the grace time of invitations that will be accepted automatically, because a test cannot wait that long. */
export async function endGrace(page: Page): Promise<void> {
  const outbox = z
    .array(z.looseObject({ hold: z.looseObject({}) }))
    .parse(await readItem(page, 'local', 'outbox'));
  const nextAtMs = Date.now();
  const ended = outbox.map((entry) => ({ ...entry, nextAtMs, hold: { ...entry.hold, untilMs: nextAtMs } }));
  await writeItems(page, 'local', { outbox: ended }, 2);
}
