import { beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { useStage } from '../support/stage';
import { ringAlarm, send, toInvites } from '../support/worker';

const stage = useStage();

beforeEach(async () => {
  stage.sandbox.addInvite({ organization_name: 'Northwind', roles: ['Administrator'] });
  stage.sandbox.addInvite({ status: 'accepted' });
  await stage.connectByToken();
});

it('a poll that brings nothing new writes nothing to disk, whatever triggered it', async () => {
  const before = await browser.storage.local.get(null);
  const set = vi.spyOn(browser.storage.local, 'set');
  stage.sandbox.clearRequests();
  await send({ type: 'refresh' });
  vi.setSystemTime(Date.now() + 5 * 60_000);
  await ringAlarm();
  expect(toInvites(stage.sandbox)).toHaveLength(2);
  expect(set).not.toHaveBeenCalled();
  expect(await browser.storage.local.get(null)).toEqual(before);
});

it('a poll that brings a new invitation writes it to disk', async () => {
  const before = await browser.storage.local.get(null);
  stage.sandbox.addInvite({ organization_name: 'Contoso' });
  await send({ type: 'refresh' });
  expect(JSON.stringify(await browser.storage.local.get(null))).toContain('Contoso');
  expect(JSON.stringify(before)).not.toContain('Contoso');
});
