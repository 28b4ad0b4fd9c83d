import { expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readState } from '@/lib/storage/state';
import { useVaultStage } from '../support/vault-stage';
import { badge, idle, send } from '../support/worker';

const stage = useVaultStage();
const { connect, connectSecond, restartBrowser } = stage;

/** The browser installs a new version of the extension, which ends what was kept for the session in Chromium. */
async function update({ clears = true } = {}) {
  if (clears) await browser.storage.session.clear();
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', temporary: false });
  await idle();
}

const failures = async () => {
  const { connections, polls } = await readState();
  return connections.map(({ id }) => polls[id]?.failure?.reason ?? null);
};

it('says that an update ended what was kept for the session, also later', async () => {
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

it('does not blame an update for what the end of the browser did', async () => {
  await connect({ keeping: 'session', passphrase: null });
  await restartBrowser();
  await idle();
  expect(await failures()).toEqual(['credentials-gone']);
  await update();
  expect(await failures()).toEqual(['credentials-gone']);
});

it('says nothing where an update ends no session', async () => {
  await connect({ keeping: 'session', passphrase: null });
  await update({ clears: false });
  expect(await failures()).toEqual([null]);
});
