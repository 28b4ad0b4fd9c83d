import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../harness/chromium';
import { unpackedExtensionId } from '../harness/extension-id';
import { launchFirefox } from '../harness/firefox';
import { setChromiumPolicy } from '../harness/managed-policy';
import { connectByToken, press, visibleText, waitForText } from '../harness/pages';
import { type AnyExtension, type Stage, stageWith } from './stage';

const policy = { intervalMinutes: 30, hideReject: true, allowedKeeping: ['session', 'encrypted'] };
const undo: (() => void)[] = [];

afterEach(() => {
  for (const step of undo.splice(0)) step();
});

const stages = {
  chromium() {
    undo.push(setChromiumPolicy(unpackedExtensionId('.output/chrome-mv3'), policy));
    return stageWith<AnyExtension>((api) => launchChromium({ api }));
  },
  firefox() {
    const home = mkdtempSync(path.join(os.tmpdir(), 'invites-home-'));
    undo.push(() => rmSync(home, { recursive: true, force: true, maxRetries: 10 }));
    const folder = path.join(home, '.mozilla', 'managed-storage');
    const name = 'extension@invites-for-cloudflare';
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, `${name}.json`),
      JSON.stringify({ name, description: 'Test', type: 'storage', data: policy }),
    );
    return stageWith<AnyExtension>((api) => launchFirefox({ api, env: { HOME: home } }));
  },
};

// Elsewhere policies come from the registry or from a device's management, which a test should not touch.
describe.runIf(process.platform === 'linux').each(['chromium', 'firefox'] as const)('in %s', (browser) => {
  it('lets an administrator set the interval, hide Reject and name the ways to keep credentials', async () => {
    const stage: Stage<AnyExtension> = await stages[browser]();
    const { sandbox, extension } = stage;
    try {
      sandbox.addInvite({ organization_name: 'Acme' });
      // Chosen before the administrator's turn: it has to give way.
      const before = await extension.openPage('options.html');
      await before.evaluate(() =>
        chrome.storage.sync.set({ settings: { version: 1, value: { intervalMinutes: 1, theme: 'system' } } }),
      );
      await before.close();
      const options = await extension.openPage('options.html');
      await waitForText(options, 'Set by your organization');
      const interval = () =>
        options.$eval('#interval', (select) =>
          select instanceof HTMLSelectElement ? `${select.value} ${select.disabled}` : 'none',
        );
      expect(await interval()).toBe('30 true');
      const text = await visibleText(options);
      const keeping = await options.$$eval('input[name=keeping]', (inputs) =>
        inputs.map(({ value, checked }) => `${value} ${checked}`),
      );
      expect(keeping).toEqual(['session true', 'encrypted false']);
      expect(text).toContain('Invitations cannot be rejected here');

      await connectByToken(options, sandbox.credentials.token);
      await waitForText(options, 'Connected.');
      const alarm = await options.evaluate(() => chrome.alarms.get('wake'));
      expect(alarm?.periodInMinutes).toBe(30);

      const popup = await extension.openPopup();
      expect(await popup.$$('[aria-label="Reject invitation to Acme"]')).toEqual([]);
      await press(popup, 'Accept invitation to Acme');
      await waitForText(popup, 'Nothing pending');
    } finally {
      await stage.close();
    }
    expect(extension.problems).toEqual([]);
  });
});
