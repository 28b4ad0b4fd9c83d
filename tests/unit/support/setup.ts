import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { endStandInForPermissions, standInForPermissions } from './permissions';

let spoken: string;

/** fake-browser has no texts, so use those of a locale until the test is over. Plural forms need code loaded after this. */
export async function speak(locale: string): Promise<void> {
  spoken = locale;
  const texts = generateChromeMessages(await parseMessagesFile(`locales/${locale}.yml`));
  fakeBrowser.i18n.getMessage = (name, substitutions) =>
    (texts[name]?.message ?? '').replace(/\$(\d)/g, (_, n) =>
      String([substitutions].flat()[Number(n) - 1] ?? ''),
    );
}

await speak('en');

// In browsers since Chrome 130 and Firefox 143.
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
