import { expect, it } from 'vitest';
import { launchFirefox } from '../../harness/firefox';
import { press, pressAndSend, waitForText } from '../../harness/pages';
import { stageWith } from '../stage';
import { useStage } from '../use-stage';
import { testADay } from './a-day';

const stage = useStage(() => stageWith((api) => launchFirefox({ api })));

testADay(stage);

it('the whole browser connects to one host only, whatever is done and whatever fails', async () => {
  const { sandbox, extension } = stage();
  const popup = await extension.openPopup();
  sandbox.fault({ kind: 'redirect', location: 'https://elsewhere.example/stolen' });
  await press(popup, 'Refresh');
  await waitForText(popup, "Can't reach Cloudflare");
  await press(popup, 'Refresh');
  // Each step waits for the one before, because a press could miss a button that is moving.
  await popup.waitForFunction(() => !document.body.innerText.includes("Can't reach"));
  await press(popup, 'Reject invitation to Umbrella');
  await pressAndSend(popup, 'Yes, reject invitation to Umbrella');
  await waitForText(popup, 'Nothing pending');
  expect(new Set(extension.hostsAskedFor)).toEqual(new Set(['api.cloudflare.com:443']));
  // If anything had asked for another host, it would be listed.
  const page = await extension.browser.newPage();
  await page.goto('http://elsewhere.example/').catch(() => undefined);
  expect(extension.hostsAskedFor).toContain('elsewhere.example');
});
