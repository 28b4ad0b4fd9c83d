import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import {
  organizations,
  press,
  pressAndSend,
  sendHeld,
  untilStill,
  visibleText,
  waitForText,
} from '../harness/pages';
import type { Sandbox } from '../sandbox/types';
import { centerOf, focusedRow, pressAtOnce, rectOf, rowAt, untilAnotherRow } from './aiming';
import { setStageIn } from './stage';
import { useStage } from './use-stage';

const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'];

function addInvite(sandbox: Sandbox, organization_name: string, hours: number): void {
  const expires_on = new Date(Date.now() + hours * 3_600_000).toISOString();
  sandbox.addInvite({ organization_name, expires_on });
}

/** Waits until everything pressed so far has reached Cloudflare, in the same order. */
async function settle(popup: Page): Promise<void> {
  for (const type of ['closed', 'refresh'])
    await popup.evaluate((command) => chrome.runtime.sendMessage(command), { type });
  await eventually(async () =>
    expect(JSON.stringify(await popup.evaluate(() => chrome.storage.local.get('outbox')))).not.toContain(
      'key',
    ),
  );
}

describe.each(['chromium', 'firefox'] as const)('in %s', (browser) => {
  const stage = useStage(() => setStageIn(browser));
  let popup: Page;

  beforeEach(async () => {
    const { sandbox, extension, connect } = stage();
    sandbox.clearFaults();
    sandbox.setInvites([]);
    for (const [index, name] of names.entries()) addInvite(sandbox, name, index + 30);
    await connect();
    popup = await extension.openPopup();
    await waitForText(popup, 'Hooli');
  });

  afterEach(() => popup.close());

  const answered = () =>
    stage()
      .sandbox.invites()
      .filter(({ status }) => status !== 'pending')
      .map(({ organization_name }) => organization_name);

  it('a double-click accepts one invitation, however quickly the next row moves up', async () => {
    const point = centerOf(await rectOf(popup, 'Accept invitation to Acme'));
    await press(popup, 'Accept invitation to Acme');
    await untilAnotherRow(popup, point, 'Acme');
    await popup.mouse.down({ clickCount: 2 });
    await popup.mouse.up({ clickCount: 2 });
    await settle(popup);
    expect(answered()).toEqual(['Acme']);
  });

  it('a burst of clicks or taps in one place accepts one invitation', async () => {
    const point = centerOf(await rectOf(popup, 'Accept invitation to Acme'));
    await press(popup, 'Accept invitation to Acme');
    for (let i = 0; i < 8; i++) {
      await untilAnotherRow(popup, point, await rowAt(popup, point));
      if (i % 2) await popup.mouse.click(point.x, point.y);
      else await popup.touchscreen.tap(point.x, point.y);
    }
    await settle(popup);
    expect(answered()).toEqual(['Acme']);
  });

  it('a key accepts one invitation, however long it is held', async () => {
    await eventually(async () => {
      await popup.keyboard.press('k');
      expect(await focusedRow(popup)).toBe('Acme');
    });
    await untilStill(popup, 'Accept invitation to Acme');
    await eventually(async () => {
      await popup.keyboard.down('a');
      expect(await visibleText(popup)).toContain('Accepting…');
    }, 30);
    await sendHeld(popup);
    await eventually(async () => {
      await popup.keyboard.down('a');
      expect(await organizations(popup)).not.toContain('Acme');
    }, 30);
    for (let i = 0; i < 20; i++) await popup.keyboard.down('a');
    await popup.keyboard.up('a');
    await settle(popup);
    expect(answered()).toEqual(['Acme']);
  });

  it('a held key does not press the button that replaces the one it pressed', async () => {
    const { sandbox } = stage();
    sandbox.fault({ kind: 'latency', ms: 2_000, method: 'PATCH', times: Number.POSITIVE_INFINITY });
    await press(popup, 'Select');
    await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
    await press(popup, 'Accept…');
    await press(popup, 'Yes, accept');
    await untilStill(popup, 'Stop the rest');
    await popup.focus('.batch .button');
    // Enter is held from the press on 'Stop the rest' until 'Close' has replaced that button.
    await popup.keyboard.down('Enter');
    await eventually(async () => {
      await popup.keyboard.down('Enter');
      expect(await visibleText(popup)).not.toContain('Stop the rest');
    }, 30);
    for (let i = 0; i < 20; i++) await popup.keyboard.down('Enter');
    await popup.keyboard.up('Enter');
    await settle(popup);
    expect(await visibleText(popup)).toMatch(/\d skipped/);
  });

  it('a row that was focused automatically ignores keys until the user could have read it', async () => {
    await eventually(async () => {
      await popup.keyboard.press('k');
      expect(await focusedRow(popup)).toBe('Acme');
    });
    await untilStill(popup, 'Reject invitation to Acme');
    await popup.keyboard.press('r');
    await untilStill(popup, 'Yes, reject invitation to Acme');
    await popup.keyboard.down('Shift');
    await popup.keyboard.press('Tab');
    await popup.keyboard.up('Shift');
    await popup.keyboard.press('Enter');
    await sendHeld(popup);
    await popup.waitForFunction(
      () => document.activeElement?.closest('li')?.querySelector('h2')?.textContent === 'Globex',
      { polling: 5 },
    );
    await popup.keyboard.press('a');
    await settle(popup);
    expect(answered()).toEqual(['Acme']);
    await untilStill(popup, 'Accept invitation to Globex');
    await popup.keyboard.press('a');
    await settle(popup);
    expect(answered()).toEqual(['Acme', 'Globex']);
  });

  // The rest depends on where buttons are and since when, which is the same in all browsers.
  if (browser === 'firefox') return;

  it('a press right after the list moved is ignored, whether new rows or an alert moved it', async () => {
    const { sandbox } = stage();
    await popup.mouse.move(1, 1);
    addInvite(sandbox, 'Newcomer', 1);
    await popup.evaluate(() => {
      chrome.runtime.sendMessage({ type: 'refresh' });
    });
    await pressAtOnce(popup, 'Accept invitation to Newcomer');
    await settle(popup);
    expect(answered()).toEqual([]);

    await popup.mouse.move(1, 1);
    sandbox.fault({ kind: 'html', status: 502 });
    await popup.evaluate(() => {
      chrome.runtime.sendMessage({ type: 'refresh' });
    });
    await popup.waitForFunction(() => document.querySelector('.notice'), { polling: 5 });
    await pressAtOnce(popup, 'Accept invitation to Newcomer');
    await settle(popup);
    expect(answered()).toEqual([]);
    await press(popup, 'Accept invitation to Newcomer');
    await settle(popup);
    expect(answered()).toEqual(['Newcomer']);
  });

  it('a press on a question or another button that has only just appeared is ignored', async () => {
    await press(popup, 'Reject invitation to Acme');
    await pressAtOnce(popup, 'Yes, reject invitation to Acme');
    await settle(popup);
    expect(answered()).toEqual([]);
    await press(popup, 'Cancel, keep invitation to Acme');

    const { sandbox } = stage();
    sandbox.fault({ kind: 'latency', ms: 500, method: 'PATCH', times: Number.POSITIVE_INFINITY });
    await press(popup, 'Select');
    await popup.locator('::-p-aria([name="Select all"][role="checkbox"])').click();
    await press(popup, 'Accept…');
    await pressAtOnce(popup, 'Yes, accept');
    await settle(popup);
    expect(answered()).toEqual([]);
    await press(popup, 'Yes, accept');
    await pressAtOnce(popup, 'Stop the rest');
    await settle(popup);
    expect(answered().sort()).toEqual([...names].sort());
    expect(await popup.$$('.batch')).toHaveLength(1);
  });

  it('a press on what just replaced a failed answer is ignored', async () => {
    const { sandbox } = stage();
    sandbox.clearRequests();
    sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'Not this one.', times: 2 });
    await pressAndSend(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Not accepted.');
    await pressAtOnce(popup, 'Dismiss the message about Acme');
    await pressAtOnce(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Not accepted.');
    expect(sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    await press(popup, 'Dismiss the message about Acme');
    await popup.waitForFunction(() => !document.querySelector('.response-failure'));
  });
});
