import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../../tests/harness/chromium';
import { connectByToken, waitForText } from '../../tests/harness/pages';
import { believableInvites } from '../../tests/sandbox/believable-invites';
import { startSandbox } from '../../tests/sandbox/start';
import type { SandboxUser } from '../../tests/sandbox/types';

/** An installed extension's origin, `chrome-extension://…`, without a trailing slash. Its popup is popup.html. */
export type Origin = string;

/** The one browser in which everything is measured. */
export type Lab = Awaited<ReturnType<typeof startLab>>;

/** How long to wait for the browser to end an extension's process. */
const processEndMs = 1000;
/** How long to wait for it to report what a poll has written. */
const reportMs = 300;

/** Starts a browser and the sandbox. The first user has 20 invitations, the second one 2,000. */
export async function startLab() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'invites-bench-'));
  // The harness keeps a page of its extension open, and so its process alive. So it gets one that is not measured.
  const host = path.join(folder, 'host');
  mkdirSync(host);
  const manifest = { manifest_version: 3, name: 'Host', version: '1', action: {} };
  writeFileSync(path.join(host, 'manifest.json'), JSON.stringify(manifest));

  const sandbox = await startSandbox({ rateLimit: { requests: 1_000_000 } });
  const [few, many] = sandbox.users;
  invite(few, 20);
  invite(many, 2000);
  const { browser, installOther, close } = await launchChromium({
    api: sandbox,
    extensionDir: host,
    windowSize: { width: 500, height: 800 },
    watchWorker: false,
  });
  const control = await (await browser.newPage()).createCDPSession();
  await control.send('ServiceWorker.enable');
  const open = async (url: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };

  /** Installs a copy of a build and connects it, which makes it poll. */
  const installFor = async (user: SandboxUser, build: string): Promise<Origin> => {
    const copy = mkdtempSync(path.join(folder, 'build-'));
    cpSync(build, copy, { recursive: true });
    const origin = await installOther(copy);
    const options = await open(`${origin}/options.html`);
    await connectByToken(options, user.credentials.token);
    await waitForText(options, 'Connected.');
    // Installing may also have opened a page.
    for (const page of await browser.pages()) if (page.url().startsWith(origin)) await page.close();
    return origin;
  };

  return {
    folder,
    requests: sandbox.requests,
    version: await browser.version(),
    install: installOther,

    /** Installs a build once for each user. */
    installBuild: async (build: string) => ({
      few: await installFor(few, build),
      many: await installFor(many, build),
    }),

    /** Polls, so that a popup opened within a minute makes no requests. Returns how often that wrote to disk. */
    async poll(origin: Origin): Promise<number> {
      const arrived = sandbox.requests.length;
      // A page with the extension's privileges and none of its code.
      const page = await open(`${origin}/manifest.json`);
      const writes = await page.evaluate(async (ms) => {
        const areas: string[] = [];
        chrome.storage.onChanged.addListener((_, area) => areas.push(area));
        await chrome.runtime.sendMessage({ type: 'refresh' });
        await new Promise((resolve) => setTimeout(resolve, ms));
        return areas.filter((area) => area !== 'session').length;
      }, reportMs);
      await page.close();
      if (sandbox.requests.length === arrived) throw new Error('The worker did not poll when asked to.');
      return writes;
    },

    /** An empty tab, with no worker running and no extension page open, so that what opens in it starts cold. */
    async coldTab(): Promise<Page> {
      await control.send('ServiceWorker.stopAllWorkers');
      await sleep(processEndMs);
      return browser.newPage();
    },

    async close() {
      await close();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Adds this many pending invitations by repeating the believable ones, numbered. */
function invite(user: SandboxUser, count: number): void {
  const pending = believableInvites(Date.now()).filter(({ status }) => status === 'pending');
  for (let added = 0; added < count; added++) {
    const model = pending[added % pending.length];
    const id = added.toString(16).padStart(32, '0');
    const organization_name = `${model?.organization_name} ${added + 1}`;
    user.addInvite({ ...model, id, organization_id: id, organization_name });
  }
}
