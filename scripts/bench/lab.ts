import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { launchChromium } from '../../tests/harness/chromium';
import { connectByToken, waitForText } from '../../tests/harness/pages';
import { startSandbox } from '../../tests/sandbox/start';
import type { Sandbox } from '../../tests/sandbox/types';
import { blankPage, createFloor, createScriptedFloor, writeFloorPages } from './floor';
import { pendingInvites } from './invitations';
import { waitForList } from './list';
import { observerScript } from './observe';
import { few, isFloor, many, popupOf, type Subject } from './subject';

/** One browser with all that is measured in it. */
export interface Lab {
  sandbox: Sandbox;
  subjects: readonly Subject[];
  chromium: string;
  /** Has the sandbox list what this subject has stored: each has its own, and a poll is to bring nothing new. */
  serve(subject: Subject): void;
  /** Polls where the last poll is long ago, so that opening the popup changes nothing. */
  refresh(subject: Subject): Promise<void>;
  /** An empty tab, while none of the subjects runs: what is opened in it begins as after a while without use. */
  coldTab(): Promise<Page>;
  /** How long the blank page takes to be painted where a page of its extension was open just before (ms). */
  blankPaintMs(): Promise<number>;
  /** A page of the subject's with its rights and none of its code. */
  barePage(subject: Subject): Promise<Page>;
  close(): Promise<void>;
}

/** Under which the scripted floor has stored what our worker has stored of its last poll. */
export const knownKey = (count: number) => `known-${count}`;

/** A popup asks for a poll when the last one is a minute ago. */
const freshMs = 40_000;
const processEndMs = 200;
const settleMs = 500;

/**
 * Starts the browser with the floors, the build and perhaps an earlier build. The builds are installed twice, connected,
 * and have polled: so few and many invitations are measured in turn too.
 */
export async function startLab(builds: { ours: string; earlier?: string | undefined }): Promise<Lab> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'invites-bench-'));
  const folderOf = (name: string) => path.join(folder, name);
  // The harness keeps a page of its extension open, and with it the process: so it gets one that is not measured.
  mkdirSync(folderOf('host'));
  const host = { manifest_version: 3, name: 'Host', version: '1', action: {} };
  writeFileSync(path.join(folderOf('host'), 'manifest.json'), JSON.stringify(host));
  createFloor(folderOf('floor'));
  createScriptedFloor(folderOf('scripted'));

  const sandbox = await startSandbox({ rateLimit: { requests: 1_000_000 } });
  const { browser, ...chromium } = await launchChromium({
    api: sandbox,
    extensionDir: folderOf('host'),
    windowSize: { width: 500, height: 800 },
    watchWorker: false,
  });
  const close = async () => {
    await chromium.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  const goto = async (url: string, page?: Page) => {
    const tab = page ?? (await browser.newPage());
    await tab.goto(url);
    return tab;
  };
  let control: CDPSession | undefined;
  let floorOrigin = '';

  const install = async (folder: string): Promise<string> =>
    `chrome-extension://${await browser.installExtension(folder)}`;

  const installBuild = async (name: 'ours' | 'earlier', build: string, count: number): Promise<Subject> => {
    const folder = folderOf(`${name}-${count}`);
    cpSync(build, folder, { recursive: true });
    const subject = { name, count, origin: await install(folder), lastPollMs: Date.now() };
    lab.serve(subject);
    const options = await goto(`${subject.origin}/options.html`);
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    await options.close();
    return subject;
  };

  /** Makes of our finished popup what the floors are to show. */
  const fillFloors = async (ours: Subject, scripted: Subject) => {
    const popup = await lab.coldTab();
    await popup.evaluateOnNewDocument(observerScript);
    await goto(popupOf(ours), popup);
    await waitForList(popup, ours.count);
    const folders: [string, string] = [folderOf('floor'), folderOf('scripted')];
    const described = await writeFloorPages(popup, folders, ours.count);
    const { snapshots } = await popup.evaluate(() => chrome.storage.local.get('snapshots'));
    await popup.close();
    const page = await lab.barePage(scripted);
    const stored = { ...described, [knownKey(ours.count)]: snapshots };
    await page.evaluate((items) => chrome.storage.local.set(items), stored);
    await page.close();
  };

  const invites = new Map([few, many].map((count) => [count, pendingInvites(count, Date.now())]));
  const subjects: Subject[] = [];
  const lab: Lab = {
    sandbox,
    subjects,
    chromium: await browser.version(),
    serve: ({ count }) => sandbox.setInvites(invites.get(count) ?? []),
    async refresh(subject) {
      lab.serve(subject);
      if (isFloor(subject) || Date.now() - subject.lastPollMs < freshMs) return;
      const page = await lab.barePage(subject);
      await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
      await page.close();
      subject.lastPollMs = Date.now();
    },
    async coldTab() {
      await control?.send('ServiceWorker.stopAllWorkers');
      await sleep(processEndMs);
      return browser.newPage();
    },
    async blankPaintMs() {
      const page = await goto(`${floorOrigin}/${blankPage}`);
      await page.bringToFront();
      await sleep(settleMs);
      await goto(`${floorOrigin}/${blankPage}`, page);
      const paint = await page.waitForFunction(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      );
      const paintMs = Number(await paint.jsonValue());
      await page.close();
      return paintMs;
    },
    barePage: ({ origin }) => goto(`${origin}/manifest.json`),
    close,
  };
  try {
    control = await (await browser.newPage()).createCDPSession();
    await control.send('ServiceWorker.enable');
    floorOrigin = await install(folderOf('floor'));
    const scriptedOrigin = await install(folderOf('scripted'));
    for (const count of [few, many]) {
      const floor: Subject = { name: 'floor', count, origin: floorOrigin, lastPollMs: 0 };
      const scripted: Subject = { name: 'scripted', count, origin: scriptedOrigin, lastPollMs: 0 };
      const ours = await installBuild('ours', builds.ours, count);
      await fillFloors(ours, scripted);
      const library: Subject = { name: 'library', count, origin: scriptedOrigin, lastPollMs: 0 };
      subjects.push(floor, scripted, ours, ...(count === few ? [library] : []));
      if (builds.earlier !== undefined) subjects.push(await installBuild('earlier', builds.earlier, count));
    }
    // Installing opens pages, and any page keeps a process.
    for (const page of await browser.pages()) if (page.url().startsWith('chrome-')) await page.close();
    return lab;
  } catch (error) {
    await close();
    throw error;
  }
}
