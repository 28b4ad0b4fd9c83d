import { expect, it } from 'vitest';
import { setStage } from '../stage';
import { testExits } from './exits';
import { useOutside } from './outside';
import { runText } from './run-text';
import { testStrangers } from './strangers';

const outside = useOutside(setStage);
const { stage } = outside;

testExits(outside);
testStrangers('chromium', outside);

it.each(['popup.html', 'options.html'] as const)(
  'the policy of %s does not let text become code or markup',
  async (file) => {
    const { extension } = stage();
    const before = extension.problems.length;
    const page = await extension.openPage(file);
    const { outcomes, ran } = await page.evaluate(runText);
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome === 'done')).toEqual([]);
    expect(ran).toBe(false);
    expect(extension.problems.slice(before).join()).toContain('TrustedScript');
  },
);

it('the policy of the worker does not let text become code', async () => {
  const worker = await stage().extension.serviceWorker();
  const outcome = await worker.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          try {
            resolve(Reflect.get(globalThis, 'eval')('1'));
          } catch (error) {
            resolve(String(error));
          }
        };
        port2.postMessage(null);
      }),
  );
  expect(outcome).toContain('EvalError');
});

it('the manifest has the expected policy, and the fewest permissions', async () => {
  const page = await stage().extension.openPage('popup.html');
  const manifest = await page.evaluate(() => chrome.runtime.getManifest());
  expect(manifest.permissions).toEqual(['storage', 'alarms']);
  expect(manifest.optional_permissions).toEqual(['notifications']);
  expect(manifest.host_permissions).toEqual(['https://api.cloudflare.com/*']);
  for (const key of ['content_scripts', 'externally_connectable', 'web_accessible_resources', 'sandbox']) {
    expect(manifest).not.toHaveProperty(key);
  }
  const { content_security_policy: policies } = manifest;
  const policy = typeof policies === 'object' ? policies.extension_pages : policies;
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    'connect-src https://api.cloudflare.com',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});
