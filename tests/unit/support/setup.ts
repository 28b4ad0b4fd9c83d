import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing';

const english = generateChromeMessages(await parseMessagesFile('locales/en.yml'));

// fake-browser has no texts: the real English ones stand in.
fakeBrowser.i18n.getMessage = (name, substitutions) =>
  (english[name]?.message ?? '').replace(/\$(\d)/g, (_, n) =>
    String([substitutions].flat()[Number(n) - 1] ?? ''),
  );

fakeBrowser.runtime.openOptionsPage = async () => undefined;

beforeEach(() => {
  fakeBrowser.reset();
  // fake-browser has no permissions: they are all there, and nobody takes one back.
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true);
  vi.spyOn(fakeBrowser.permissions.onAdded, 'addListener').mockReturnValue();
  vi.spyOn(fakeBrowser.permissions.onRemoved, 'addListener').mockReturnValue();
});
