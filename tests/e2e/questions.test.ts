import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, expect, it } from 'vitest';
import { organizations, press, untilStill } from '../harness/pages';
import { isSoak } from '../support/samples';
import { locales, type Translate, translator } from '../support/texts';
import { overlap, type Rect, rectOf } from './aiming';
import { type Stage, setStage } from './stage';

/** Ten seconds each: all of them in `npm run soak`, else those whose words and scripts differ most. */
const tried = isSoak ? locales : ['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt_BR', 'zh_CN'];

let stage: Stage;
let extensionDir: string;

afterEach(async () => {
  const { problems } = stage.extension;
  await stage.close();
  rmSync(extensionDir, { recursive: true });
  expect(problems).toEqual([]);
});

/** The build as it is, but for its languages: it has only one, so that the browser's own does not matter. */
function buildIn(locale: string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'one-language-'));
  const build = path.resolve('.output/chrome-mv3');
  const others = locales
    .filter((other) => other !== locale)
    .map((other) => path.join(build, '_locales', other));
  cpSync(build, dir, { recursive: true, filter: (file) => !others.includes(file) });
  const file = path.join(dir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, default_locale: locale }));
  return dir;
}

/** Rejecting this invitation asks aside of its buttons, also where the question makes the list scroll. */
async function expectApart(t: Translate, popup: Page, name: string): Promise<void> {
  await popup.$$eval(
    'li',
    (rows, wanted) => {
      // At the lower edge, where the question needs room that is not there.
      rows.find((row) => row.querySelector('h2')?.textContent === wanted)?.scrollIntoView({ block: 'end' });
    },
    name,
  );
  await untilStill(popup, t('row.rejectLabel', name));
  const accept = await rectOf(popup, t('row.acceptLabel', name));
  const reject = await rectOf(popup, t('row.rejectLabel', name));
  await popup.click(`[aria-label="${t('row.rejectLabel', name)}"]`);
  await expectClear(popup, t('row.confirmYesLabel', name), [accept, reject]);
  const safe = await focusedRect(popup);
  expect(overlap(safe, await rectOf(popup, t('row.confirmYesLabel', name)))).toBe(false);
  await press(popup, t('row.keepLabel', name));
}

/** Neither over what was pressed, nor where a scrolled row would bring it under the pointer. */
async function expectClear(popup: Page, name: string, triggers: Rect[]): Promise<void> {
  const answer = await rectOf(popup, name);
  for (const trigger of triggers) {
    expect(overlap(answer, trigger), name).toBe(false);
    const aside = answer.right <= trigger.left || trigger.right <= answer.left;
    expect(aside, `${name}: ${JSON.stringify({ answer, trigger })}`).toBe(true);
  }
}

function focusedRect(popup: Page): Promise<Rect> {
  return popup.evaluate(() => {
    const { left, top, right, bottom } = (document.activeElement ?? document.body).getBoundingClientRect();
    return { left, top, right, bottom };
  });
}

it.each(tried)('asks aside of what was pressed in %s', async (locale) => {
  const t = await translator(locale);
  extensionDir = buildIn(locale);
  stage = await setStage({ chromium: { extensionDir } });
  const names = ['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'];
  for (const [i, organization_name] of names.entries()) {
    const expires_on = new Date(Date.now() + (i + 30) * 3_600_000).toISOString();
    stage.sandbox.addInvite({ organization_name, expires_on });
  }
  const options = await stage.extension.openPage('options.html');
  await options.evaluate(
    (token) =>
      chrome.runtime.sendMessage({
        type: 'connect',
        credentials: { kind: 'token', token },
        replaces: null,
        keeping: 'device',
        passphrase: '',
      }),
    stage.sandbox.credentials.token,
  );
  const popup = await stage.extension.openPopup();
  await untilStill(popup, t('row.acceptLabel', 'Acme'));
  expect(await organizations(popup)).toHaveLength(names.length);
  for (const name of ['Globex', 'Hooli']) await expectApart(t, popup, name);

  await press(popup, t('find.select'));
  await popup.click('.select-all input');
  for (const [trigger, answer] of [
    ['select.accept', 'select.yesAccept'],
    ['select.reject', 'select.yesReject'],
  ] as const) {
    const triggers = [await rectOf(popup, t('select.accept')), await rectOf(popup, t('select.reject'))];
    await press(popup, t(trigger));
    await expectClear(popup, t(answer), triggers);
    expect(await popup.evaluate(() => document.activeElement?.textContent)).toBe(t('select.back'));
    await press(popup, t('select.back'));
  }
});
