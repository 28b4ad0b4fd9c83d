import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { startSandbox } from '../../sandbox/start';
import type { Sandbox } from '../../sandbox/types';
import { connect, reach, ringAlarm, send, startWorker, toInvites } from '../support/worker';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
  reach(sandbox);
  await startWorker();
  sandbox.addInvite({ organization_name: 'Northwind', roles: ['Administrator'] });
  sandbox.addInvite({ status: 'accepted' });
  await connect({ kind: 'token', token: sandbox.credentials.token });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  await sandbox.close();
});

it('a poll that brings nothing new writes nothing to disk, whatever asks for it', async () => {
  const before = await browser.storage.local.get(null);
  const set = vi.spyOn(browser.storage.local, 'set');
  sandbox.clearRequests();
  await send({ type: 'refresh' });
  vi.setSystemTime(Date.now() + 5 * 60_000);
  await ringAlarm();
  expect(toInvites(sandbox)).toHaveLength(2);
  expect(set).not.toHaveBeenCalled();
  expect(await browser.storage.local.get(null)).toEqual(before);
});

it('one that does writes that', async () => {
  const before = await browser.storage.local.get(null);
  sandbox.addInvite({ organization_name: 'Contoso' });
  await send({ type: 'refresh' });
  expect(JSON.stringify(await browser.storage.local.get(null))).toContain('Contoso');
  expect(JSON.stringify(before)).not.toContain('Contoso');
});
