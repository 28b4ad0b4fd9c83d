import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import { press, waitForText } from '../harness/pages';
import { readItem, waitingPresses } from '../harness/seed';
import { centerOf, rectOf, rowAt } from './aiming';
import { type AnyExtension, type Stage, setStageIn } from './stage';
import { useStage } from './use-stage';

const patches = ({ sandbox }: Stage<AnyExtension>) =>
  sandbox.requests.filter(({ method }) => method === 'PATCH').length;

/** Opens the popup of a login with only these invitations, which expire in this order. */
async function popupWith({ sandbox, extension, connect }: Stage<AnyExtension>, ...names: string[]) {
  sandbox.setInvites([]);
  for (const [index, organization_name] of names.entries()) {
    const expires_on = new Date(Date.now() + (30 + index) * 3_600_000).toISOString();
    sandbox.addInvite({ organization_name, expires_on });
  }
  await connect();
  sandbox.clearRequests();
  const popup = await extension.openPopup();
  await waitForText(popup, names.at(-1) ?? '');
  return popup;
}

function testUndo(stage: () => Stage<AnyExtension>): void {
  it('an answer can be undone while its row stays in place, and is then not sent', async () => {
    const popup = await popupWith(stage(), 'Acme', 'Globex');
    const place = centerOf(await rectOf(popup, 'Accept invitation to Globex'));
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Accepting…');
    expect(await rowAt(popup, place)).toBe('Globex');
    await press(popup, 'Undo the answer to Acme');
    await popup.waitForSelector('::-p-aria([name="Accept invitation to Acme"][role="button"])');
    await expectNothingSent(popup);

    await press(popup, 'Reject invitation to Globex');
    await press(popup, 'Yes, reject invitation to Globex');
    await press(popup, 'Undo the answer to Globex');
    await popup.waitForSelector('::-p-aria([name="Reject invitation to Globex"][role="button"])');
    await expectNothingSent(popup);
    await popup.close();
  });

  async function expectNothingSent(popup: Page): Promise<void> {
    expect(await readItem(popup, 'local', 'outbox')).toEqual([]);
    expect(await waitingPresses(popup)).toBe(0);
    expect(patches(stage())).toBe(0);
  }

  it('an answer is sent when the popup closes', async () => {
    const { sandbox, extension } = stage();
    const options = await extension.openPage('options.html');
    const popup = await popupWith(stage(), 'Acme');
    const [{ id = '' } = {}] = sandbox.invites();
    await options.evaluate(() => {
      chrome.runtime.onMessage.addListener(({ type }) => {
        document.title = `received ${type}`;
      });
    });
    await press(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Accepting…');
    await popup.close();
    await eventually(async () => expect(await options.title()).toBe('received closed'));
    await extension.waitForBadge('');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
    await options.close();
  });
}

describe('in chromium', () => {
  const stage = useStage(() => setStageIn('chromium'));

  testUndo(stage);

  it('an answer that is not undone is sent after five seconds, and its row links to the account', async () => {
    const popup = await popupWith(stage(), 'Acme', 'Globex');
    await press(popup, 'Accept invitation to Acme');
    const link = await popup.waitForSelector('.joined a');
    const [acme] = stage().sandbox.invites();
    expect(await link?.evaluate((one) => one.getAttribute('href'))).toBe(
      `https://dash.cloudflare.com/${acme?.organization_id}`,
    );
    await stage().extension.waitForBadge('1');
    expect(await popup.$$eval('.invites > li h2', (names) => names.map((one) => one.textContent))).toEqual([
      'Acme',
      'Globex',
    ]);
  });
});

describe('in firefox', () => {
  testUndo(useStage(() => setStageIn('firefox')));
});
