import type { Page } from 'puppeteer-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { press, waitForText } from '../harness/pages';
import { readItem, waitingPresses } from '../harness/seed';
import { centreOf, rectOf, rowAt } from './aiming';
import { type AnyExtension, type Stage, setStageIn } from './stage';

let stage: Stage<AnyExtension>;

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  expect(problems).toEqual([]);
});

function addInvite(organization_name: string, hours = 30) {
  const expires_on = new Date(Date.now() + hours * 3_600_000).toISOString();
  return stage.sandbox.addInvite({ organization_name, expires_on });
}

const patches = () => stage.sandbox.requests.filter(({ method }) => method === 'PATCH').length;

async function popupWith(...names: string[]): Promise<Page> {
  for (const [index, name] of names.entries()) addInvite(name, 30 + index);
  await stage.connect();
  const popup = await stage.extension.openPopup();
  await waitForText(popup, names.at(-1) ?? '');
  return popup;
}

describe.each(['chromium', 'firefox'] as const)('in %s', (browser) => {
  it('an answer can be undone while its row stays where it is, and is not sent then', async () => {
    stage = await setStageIn(browser);
    const popup = await popupWith('Acme', 'Globex');
    const place = centreOf(await rectOf(popup, 'Accept invitation to Globex'));
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Accepting…');
    expect(await rowAt(popup, place)).toBe('Globex');
    await press(popup, 'Undo the answer to Acme');
    await popup.waitForSelector('::-p-aria([name="Accept invitation to Acme"][role="button"])');
    expect(await readItem(popup, 'local', 'outbox')).toEqual([]);
    expect(await waitingPresses(popup)).toBe(0);
    expect(patches()).toBe(0);

    await press(popup, 'Reject invitation to Globex');
    await press(popup, 'Yes, reject invitation to Globex');
    await press(popup, 'Undo the answer to Globex');
    await popup.waitForSelector('::-p-aria([name="Reject invitation to Globex"][role="button"])');
    expect(await readItem(popup, 'local', 'outbox')).toEqual([]);
    expect(patches()).toBe(0);
  });

  it('an answer is sent when the popup closes', async () => {
    stage = await setStageIn(browser);
    const { id } = addInvite('Acme');
    await stage.connect();
    const options = await stage.extension.openPage('options.html');
    await options.evaluate(() => {
      chrome.runtime.onMessage.addListener(({ type }) => {
        document.title = `told ${type}`;
      });
    });
    const popup = await stage.extension.openPopup();
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Accepting…');
    await popup.close();
    await vi.waitFor(async () => expect(await options.title()).toBe('told closed'));
    await stage.extension.waitForBadge('');
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });
});

it('an accepted invitation keeps its row, which leads to the account', async () => {
  stage = await setStageIn('chromium');
  const popup = await popupWith('Acme', 'Globex');
  await press(popup, 'Accept invitation to Acme');
  const link = await popup.waitForSelector('.joined a');
  const [acme] = stage.sandbox.invites();
  expect(await link?.evaluate((one) => one.getAttribute('href'))).toBe(
    `https://dash.cloudflare.com/${acme?.organization_id}`,
  );
  await stage.extension.waitForBadge('1');
  expect(await popup.$$eval('.invites > li h2', (names) => names.map((one) => one.textContent))).toEqual([
    'Acme',
    'Globex',
  ]);
});

it('an invitation with a caution asks before it is accepted', async () => {
  stage = await setStageIn('chromium');
  const popup = await popupWith('Сloudflare');
  await press(popup, 'Accept invitation to Сloudflare');
  await waitForText(popup, 'Accept anyway?');
  expect(await waitingPresses(popup)).toBe(0);
  await press(popup, 'Yes, accept invitation to Сloudflare');
  await waitForText(popup, 'Accepting…');
});
