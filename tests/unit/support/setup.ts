import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { endStandInForPermissions, standInForPermissions } from './permissions';

let spoken: string;

/**
 * Makes fakeBrowser, which has no texts, use those of a locale until the end of the test. Code that was loaded before may
 * keep the plural rules of another language.
 */
export async function speak(locale: string): Promise<void> {
  spoken = locale;
  const texts = generateChromeMessages(await parseMessagesFile(`locales/${locale}.yml`));
  fakeBrowser.i18n.getMessage = (name, substitutions) =>
    (texts[name]?.message ?? '').replace(/\$(\d)/g, (_, n) =>
      String([substitutions].flat()[Number(n) - 1] ?? ''),
    );
}

await speak('en');

// fakeBrowser lacks this method, which browsers have since Chrome 130 and Firefox 143.
const { local } = fakeBrowser.storage;
local.getKeys = async () => Object.keys(await local.get(null));

fakeBrowser.runtime.openOptionsPage = async () => undefined;

beforeEach(() => {
  fakeBrowser.reset();
  fakeBrowser.runtime.getManifest = () => ({ manifest_version: 3, name: 'Invites', version: '1.0' });
  standInForPermissions();
});

afterEach(async () => {
  endStandInForPermissions();
  if (spoken === 'en') return;
  await speak('en');
  // The code keeps the plural rules of the language that it used first, and the next file gets the same code.
  vi.resetModules();
});
