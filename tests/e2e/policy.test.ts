import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  await stage.close();
});

/** Every way to make code or markup of text. Returns what became of each. */
const runText = async () => {
  const attempts: Record<string, () => unknown> = {
    eval: () => Reflect.get(globalThis, 'eval')('1'),
    Function: () => Reflect.construct(Reflect.get(globalThis, 'Function'), ['return 1'])(),
    setTimeout: () => Reflect.get(globalThis, 'setTimeout')('globalThis.ran = 1'),
    innerHTML: () => Reflect.set(document.createElement('p'), 'innerHTML', '<img>'),
    outerHTML: () =>
      Reflect.set(document.body.appendChild(document.createElement('p')), 'outerHTML', '<img>'),
    insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<img>'),
    'document.write': () => document.write('<img>'),
    DOMParser: () => new DOMParser().parseFromString('<img>', 'text/html'),
    'script.text': () => Reflect.set(document.createElement('script'), 'text', 'globalThis.ran = 1'),
    'script.src': () => Reflect.set(document.createElement('script'), 'src', 'data:text/javascript,ran=1'),
    'a policy of its own': () => Reflect.get(globalThis, 'trustedTypes').createPolicy('own', {}),
  };
  // In a task of the page itself: what a debugger evaluates may be let off the policy.
  const inPage = (attempt: () => unknown) =>
    new Promise<string>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        try {
          attempt();
          resolve('done');
        } catch (error) {
          resolve(error instanceof Error ? error.name : String(error));
        }
      };
      port2.postMessage(null);
    });
  const outcomes: Record<string, string> = {};
  for (const [name, attempt] of Object.entries(attempts)) outcomes[name] = await inPage(attempt);
  // An element in the page runs its text at once, unless it is refused.
  const inline = document.createElement('script');
  inline.append('globalThis.ran = 1');
  document.head.append(inline);
  return { outcomes, ran: 'ran' in globalThis };
};

describe('the policy', () => {
  it.each(['popup.html', 'options.html'] as const)(
    'lets no text become code or markup in %s',
    async (file) => {
      const page = await stage.extension.openPage(file);
      const { outcomes, ran } = await page.evaluate(runText);
      expect(Object.entries(outcomes).filter(([, outcome]) => outcome === 'done')).toEqual([]);
      expect(ran).toBe(false);
      expect(stage.extension.problems.join()).toContain('TrustedScript');
    },
  );

  it('lets no text become code in the worker', async () => {
    const worker = await stage.extension.serviceWorker();
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

  it('is what the manifest says, with the fewest permissions', async () => {
    const page = await stage.extension.openPage('popup.html');
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
});
