import { expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readState } from '@/lib/storage/state';
import { useVaultStage } from '../support/vault-stage';
import { badge, idle, send } from '../support/worker';

const stage = useVaultStage();
const { connect, connectSecond, restartBrowser } = stage;

/** Installs a new version of the extension, which in Chromium clears what was stored for the session. */
async function update({ clears = true } = {}) {
  if (clears) await browser.storage.session.clear();
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', temporary: false });
  await idle();
}

const failures = async () => {
  const { connections, polls } = await readState();
  return connections.map(({ id }) => polls[id]?.failure?.reason ?? null);
};

it('the login says, even later, that an update removed the credentials stored for the session', async () => {
  await connect({ keeping: 'session', passphrase: null });
  await connectSecond({ keeping: 'device', passphrase: null });
  await update();
  expect(await failures()).toEqual(['session-ended-by-update', null]);
  expect((await badge()).text).toBe('!');
  await send({ type: 'refresh' });
  await restartBrowser();
  await idle();
  expect(await failures()).toEqual(['session-ended-by-update', null]);
  expect(await connect({ keeping: 'session', passphrase: null })).toMatchObject({ ok: true });
  const [, again] = (await readState()).connections;
  expect((await readState()).polls[again?.id ?? '']?.failure).toBeNull();
});

it('an update is not blamed for credentials that were lost because the browser was closed', async () => {
  await connect({ keeping: 'session', passphrase: null });
  await restartBrowser();
  await idle();
  expect(await failures()).toEqual(['credentials-gone']);
  await update();
  expect(await failures()).toEqual(['credentials-gone']);
});

it('an update that keeps the session causes no message', async () => {
  await connect({ keeping: 'session', passphrase: null });
  await update({ clears: false });
  expect(await failures()).toEqual([null]);
});
