import { expect, it } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { press, waitForText } from '../harness/pages';
import { testExits } from './exits';
import { stageWith } from './stage';

testExits('firefox');

it('the whole browser asks for one host, whatever is done and whatever fails', async () => {
  const { sandbox, extension, connect, close } = await stageWith((api) => launchFirefox({ api }));
  try {
    sandbox.addInvite({ organization_name: 'Acme' });
    sandbox.addInvite({ organization_name: 'Globex' });
    await connect();
    const popup = await extension.openPopup();
    sandbox.fault({ kind: 'redirect', location: 'https://elsewhere.example/stolen' });
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare cannot be reached');
    await press(popup, 'Refresh');
    // Each step is waited for: what a press moves, the next one would miss.
    await popup.waitForFunction(() => !document.body.innerText.includes('cannot be reached'));
    await press(popup, 'Accept invitation to Acme');
    await extension.waitForBadge('1');
    await press(popup, 'Reject invitation to Globex');
    await press(popup, 'Yes, reject invitation to Globex');
    await waitForText(popup, 'Nothing pending');
    expect(new Set(extension.hostsAskedFor)).toEqual(new Set(['api.cloudflare.com:443']));
    // Another host would be among them, had anything asked for it.
    const page = await extension.browser.newPage();
    await page.goto('http://elsewhere.example/').catch(() => undefined);
    expect(extension.hostsAskedFor).toContain('elsewhere.example');
  } finally {
    await close();
  }
});
