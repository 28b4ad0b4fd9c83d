import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod';
import { defaultSettings } from '@/lib/domain/settings';
import { followState } from '@/lib/storage/follow-state';
import { settingsItem } from '@/lib/storage/items';
import { readPageState } from '@/lib/storage/page-state';
import { storePress } from '@/lib/storage/presses';
import { storeSort } from '@/lib/storage/sort';
import { readState } from '@/lib/storage/state';
import { hurryKeys, useVaultStage } from '../support/vault-stage';
import { choice, send, startWorker } from '../support/worker';

// Pages read what the worker has checked without checking it again, so the two must give the same result.

const stage = useVaultStage();
const device = { keeping: 'device', passphrase: null } as const;

/** The state that pages read after a browser start with the stored data. */
async function afterStart() {
  await browser.storage.session.clear();
  await startWorker();
  const page = await readPageState();
  if (!page) throw new Error('The worker did not check the stored data');
  const { appearance, sort, ...state } = page;
  return { appearance, sort, state };
}

const texts = z.record(z.string(), z.string());
const fromFile = (name: string): unknown => JSON.parse(readFileSync(`tests/unit/storage/${name}`, 'utf8'));

it.each([
  ['version 1', () => fromFile('version-1.json')],
  ['version 1 as text', () => z.object({ local: texts }).parse(fromFile('version-1-text.json')).local],
])('page state is the same as checked state: %s', async (_, stored) => {
  await browser.storage.local.set(z.record(z.string(), z.unknown()).parse(stored()));
  const { state } = await afterStart();
  expect(state).toEqual(await readState());
  expect(state.connections.length).toBeGreaterThan(0);
});

it('page state is the same as checked state, even with missing and unknown fields', async () => {
  stage.sandbox.addInvite({ id: '1'.repeat(32) });
  await stage.connect(device);
  const stored = texts.parse(await browser.storage.local.get(['connections', 'snapshots', 'sequence']));
  const connections = JSON.parse(stored['connections'] ?? '');
  for (const field of ['trusted', 'quiet', 'revision']) delete connections.value[0][field];
  connections.value.push({ id: 'odd' });
  await browser.storage.local.set({ connections: JSON.stringify(connections), sequence: 'lost' });
  const { state } = await afterStart();
  expect(state).toEqual(await readState());
  expect(state.connections).toHaveLength(1);
});

it('page state includes what a page stored before the worker has seen it', async () => {
  await stage.connect(device);
  const press = { choices: [choice('c', '1')], isBatch: false, hold: null };
  await storePress(press);
  expect(Object.values((await readPageState())?.presses ?? {})).toEqual([press]);
});

it("page state never contains the vault's key, only the time when it was last used", async () => {
  hurryKeys();
  await stage.connect();
  const { unlocked } = (await readPageState()) ?? {};
  expect(Object.keys(unlocked ?? {})).toEqual(['usedAtMs']);
});

it('page state is updated when the theme or the policy changes', async () => {
  await settingsItem.set({ ...defaultSettings, theme: 'dark' });
  await fakeBrowser.storage.managed.set({ hideReject: true });
  const { appearance } = await afterStart();
  expect(appearance).toEqual({ theme: 'dark', hideReject: true });
});

it('page state has the last order of the list, or the default if that cannot be read', async () => {
  expect((await afterStart()).sort).toBe('expiring');
  await storeSort('name');
  expect((await afterStart()).sort).toBe('name');
  const { sort } = await browser.storage.local.get('sort');
  for (const odd of ['lost', '{}', String(sort).replace('name', 'colour'), 1]) {
    await browser.storage.local.set({ sort: odd });
    expect((await afterStart()).sort).toBe('expiring');
  }
});

it('page state is null until the worker of this version has checked it', async () => {
  await stage.connect(device);
  await browser.storage.session.remove('admission');
  expect(await readPageState()).toBeNull();
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(() => send({ type: 'opened' }));
  expect((await followState()).first.connections).toHaveLength(1);

  fakeBrowser.runtime.getManifest = () => ({ manifest_version: 3, name: 'Invites', version: '1.1' });
  expect(await readPageState()).toBeNull();
});

it('page state is reported as unreadable when the worker cannot check it', async () => {
  await stage.connect(device);
  await browser.storage.session.remove('admission');
  expect((await followState()).first).toMatchObject({
    connections: [],
    storageFailedAtMs: expect.any(Number),
  });
});
