import { beforeEach, expect, it, vi } from 'vitest';
import type { Hold } from '@/lib/domain/outbox';
import { storePress } from '@/lib/storage/presses';
import { readState } from '@/lib/storage/state';
import { passMs, useStage } from '../support/stage';
import { badge, choice, send, startWorker } from '../support/worker';

const stage = useStage();
let id = '';
let connectionId = '';

beforeEach(async () => {
  id = stage.sandbox.addInvite().id;
  await stage.connectByToken();
  connectionId = (await readState()).connections[0]?.id ?? '';
  stage.sandbox.clearRequests();
});

/** Presses Accept as the popup does; `forMs` is how long it can be undone. */
async function press(forMs = 5_000, nowMs = Date.now()): Promise<void> {
  const hold: Hold = { kind: 'undo', untilMs: nowMs + forMs, forMs };
  await storePress({ choices: [choice(connectionId, id)], isBatch: false, hold });
  await send({ type: 'pressed' });
}

const status = () => stage.sandbox.invite(id)?.status;

it('an answer is sent when its time to undo is over, without another event', async () => {
  await press(200);
  expect(stage.sent('PATCH')).toBe(0);
  expect((await badge()).text).toBe('1');
  await vi.waitFor(() => expect(status()).toBe('accepted'), 5_000);
  await vi.waitFor(async () => expect((await readState()).outbox).toEqual([]));
  expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
});

it('an undone answer is not sent', async () => {
  await press(300);
  await send({ type: 'cancel', connectionId, key: id });
  expect((await readState()).outbox).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(stage.sent('PATCH')).toBe(0);
  expect(status()).toBe('pending');
});

it('Refresh neither undoes nor sends an answer that can still be undone', async () => {
  await press();
  await send({ type: 'refresh' });
  expect(stage.sent('PATCH')).toBe(0);
  expect((await readState()).outbox).toMatchObject([{ phase: 'queued', hold: { kind: 'undo' } }]);
  await send({ type: 'closed' });
});

it('an answer that can still be undone is sent when the popup closes', async () => {
  await press();
  await send({ type: 'closed' });
  expect(status()).toBe('accepted');
  expect((await readState()).outbox).toEqual([]);
});

it('an answer that can still be undone is sent by the alarm if the worker dies', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  await press();
  await startWorker();
  expect(stage.sent('PATCH')).toBe(0);
  await passMs(30_000);
  expect(status()).toBe('accepted');
});

it('an answer waits no longer than it should if the clock is set back by a year', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  await press();
  vi.setSystemTime(Date.now() - 365 * 86_400_000);
  await send({ type: 'pressed' });
  expect(stage.sent('PATCH')).toBe(0);
  await passMs(6_000);
  expect(status()).toBe('accepted');
});
