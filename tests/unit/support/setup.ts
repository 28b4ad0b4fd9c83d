import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing';
import { standInForPermissions } from './permissions';

const english = generateChromeMessages(await parseMessagesFile('locales/en.yml'));

// fake-browser has no texts: the real English ones stand in.
fakeBrowser.i18n.getMessage = (name, substitutions) =>
  (english[name]?.message ?? '').replace(/\$(\d)/g, (_, n) =>
    String([substitutions].flat()[Number(n) - 1] ?? ''),
  );

fakeBrowser.runtime.openOptionsPage = async () => undefined;

beforeEach(() => {
  fakeBrowser.reset();
  standInForPermissions();
});
