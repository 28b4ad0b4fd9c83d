import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { connectByToken, organizations, pressAndSend, waitForText } from '../harness/pages';
import { stageWith } from './stage';
import { useStage } from './use-stage';

// Like Firefox on a phone: a small screen, touch, and without the APIs that Firefox for Android does not have.

/** The APIs the code uses that are missing there, according to MDN's compatibility data. */
const missing = `
for (const [owner, name] of [[browser, 'windows'], [browser, 'commands'], [browser.storage, 'managed']]) {
  delete owner[name];
  if (owner[name]) throw new Error(name + ' is still there');
}
`;

/** The shipped build, with this script running before anything else. */
function makePhoneBuild(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'invites-phone-'));
  cpSync('.output/firefox-mv3', folder, { recursive: true });
  const change = (file: string, by: (text: string) => string) => {
    const whole = path.join(folder, file);
    writeFileSync(whole, by(readFileSync(whole, 'utf8')));
  };
  change('background.js', (text) => missing + text);
  writeFileSync(path.join(folder, 'missing.js'), missing);
  for (const page of ['popup.html', 'options.html']) {
    change(page, (text) => text.replace('<head>', '<head><script src="/missing.js"></script>'));
  }
  return folder;
}

const extensionDir = makePhoneBuild();
afterAll(() => rmSync(extensionDir, { recursive: true, force: true }));

/** One pointer, which is coarse and cannot hover. */
const prefs = { 'ui.primaryPointerCapabilities': 1, 'ui.allPointerCapabilities': 1 };
const stage = useStage(() => stageWith((api) => launchFirefox({ api, extensionDir, prefs })));

const phone = { width: 320, height: 640 };

it('the extension works at a width of 320 px, with targets of 44 px and no horizontal scrolling', async () => {
  const { sandbox, extension } = stage();
  const acme = sandbox.addInvite({ organization_name: 'Acme', roles: ['DNS'] });
  sandbox.addInvite({ organization_name: 'Globex' });
  const options = await extension.openPage('options.html');
  await options.setViewport(phone);
  await connectByToken(options, sandbox.credentials.token);
  await waitForText(options, 'Connected.');
  const popup = await extension.openPage('popup.html');
  await popup.setViewport(phone);
  await waitForText(popup, 'Acme');
  await popup.locator('::-p-aria([name="Acme"][role="button"])').click();
  await waitForText(popup, 'What roles allow');
  for (const page of [options, popup]) {
    const { small, overflow, coarse } = await page.evaluate(() => ({
      coarse: matchMedia('(pointer: coarse)').matches,
      overflow: document.documentElement.scrollWidth - innerWidth,
      small: [...document.querySelectorAll('button, a, input, select, summary')]
        .map((one) => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 44)
        .map(({ one }) => one.ariaLabel ?? one.textContent),
    }));
    expect({ small, coarse }).toEqual({ small: [], coarse: true });
    expect(overflow).toBeLessThanOrEqual(0);
  }
  await pressAndSend(popup, 'Accept invitation to Acme');
  await expect.poll(() => sandbox.patchesThatTookEffect(acme.id), { timeout: 20_000 }).toBe(1);
  await waitForText(popup, 'Open account');
  expect(await organizations(popup)).toEqual(['Globex']);
});
