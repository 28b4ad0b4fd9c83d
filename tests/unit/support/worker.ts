import { vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '@/entrypoints/background';
import type { Credentials } from '@/lib/domain/credentials';
import type { Choice } from '@/lib/domain/outbox';
import { choiceOf, inviteRows } from '@/lib/domain/rows';
import type { Command } from '@/lib/messages';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import type { Sandbox } from '../../sandbox/types';
import { idle } from './at-rest';
import { createLocks } from './locks';
import { forgetNotificationListeners } from './permissions';

export { idle, reach } from './at-rest';

const ownPage = { id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/popup.html') };

/** Those of the worker that was started last. */
let listener: Parameters<typeof browser.runtime.onMessage.addListener>[0] | undefined;

/**
 * Starts the real worker and waits until it is idle. Starting it again is like a browser restarting a stopped worker:
 * its memory, listeners and locks are gone, but storage and alarms stay.
 */
export async function startWorker(): Promise<void> {
  const { runtime, alarms, storage } = fakeBrowser;
  const events = [runtime.onInstalled, runtime.onStartup, alarms.onAlarm];
  for (const event of [...events, storage.onChanged, storage.sync.onChanged]) event.removeAllListeners();
  forgetNotificationListeners();
  // Not a stub, because the worker may still need it after its test is over.
  Object.defineProperty(globalThis, 'navigator', { value: { locks: createLocks() }, configurable: true });
  // The fake event does not return replies.
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((added) => {
    listener = added;
  });
  // The worker was not started by an event, so it does not have to wait for one.
  const waiting = vi.spyOn(globalThis, 'setTimeout').mockImplementationOnce((begin) => {
    queueMicrotask(begin);
    return setTimeout(() => {});
  });
  background.main();
  waiting.mockRestore();
  await idle();
}

/** Sends a command as one of the extension's pages would, and waits for the worker's reply. */
export function send(command: Command): Promise<unknown> {
  return deliver(command, ownPage);
}

/** Sends the worker any message from any sender. Resolves to its reply once it is idle; undefined if there is none. */
export async function deliver(message: unknown, sender: object): Promise<unknown> {
  const reply: unknown = await listener?.(message, sender, () => undefined);
  await idle();
  return reply;
}

/** Connects with these credentials, kept on the device, as the options page would. */
export function connect(credentials: Credentials): Promise<unknown> {
  return send({ type: 'connect', credentials, keeping: 'device', passphrase: null, replaces: null });
}

/** The requests to `/user/invites`. A poll requests it once, and `/memberships` as well. */
export function toInvites({ requests }: Pick<Sandbox, 'requests'>) {
  return requests.filter(({ path }) => path.includes('/user/invites'));
}

/** What a page stores when answering an invitation that is only in `/user/invites`. */
export function choice(connectionId: string, id: string, answer: Choice['answer'] = 'accepted'): Choice {
  return { connectionId, key: id, routes: [{ source: 'invites', id }], answer, name: 'Northwind' };
}

/** Answers an invitation as a page does: stores the press, then notifies the worker. */
export async function answer(
  id: string | undefined,
  given: Choice['answer'],
  connectionId?: string,
): Promise<void> {
  const connection = connectionId ?? (await readState()).connections[0]?.id ?? '';
  await storePress({ choices: [choice(connection, id ?? '', given)], isBatch: false, hold: null });
  await send({ type: 'pressed' });
}

/** Answers the row of this organization as the popup does, whichever list it is in. */
export async function answerRow(organizationName: string, given: Choice['answer']): Promise<void> {
  const rows = inviteRows(await readState(), Date.now());
  const row = rows.find(({ invitation }) => invitation.organizationName === organizationName);
  if (!row) throw new Error(`no row for ${organizationName}`);
  await storePress({ choices: [choiceOf(row, given, organizationName)], isBatch: false, hold: null });
  await send({ type: 'pressed' });
}

/** Fires the alarm, as the browser does at its time. */
export async function ringAlarm(): Promise<void> {
  const alarm = await browser.alarms.get('wake');
  if (!alarm) throw new Error('No alarm is set');
  await fakeBrowser.alarms.onAlarm.trigger(alarm);
  await idle();
}

export async function badge(): Promise<{ text: string; title: string }> {
  const [text, title] = await Promise.all([browser.action.getBadgeText({}), browser.action.getTitle({})]);
  return { text, title };
}
