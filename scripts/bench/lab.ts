import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'puppeteer-core';
import { launchChromium } from '../../tests/harness/chromium';
import { connectByToken, waitForText } from '../../tests/harness/pages';
import { startSandbox } from '../../tests/sandbox/start';
import type { Sandbox } from '../../tests/sandbox/types';
import { createFloor, createScriptedFloor, writeFloorPages } from './floor';
import { pendingInvites } from './invitations';
import { waitForList } from './list';
import { observerScript } from './observe';

export const subjectNames = ['floor', 'scripted', 'ours', 'earlier'] as const;
export type SubjectName = (typeof subjectNames)[number];

/** Whether it is no build of ours, but made for comparison. */
export function isFloor({ name }: Pick<Subject, 'name'>): boolean {
  return name === 'floor' || name === 'scripted';
}

/** One extension that is measured. */
export interface Subject {
  name: SubjectName;
  /** `chrome-extension://…`, without a slash at the end. */
  origin: string;
  lastPollMs: number;
}

/** One browser with all that is measured in it, all with the same invitations. */
export interface Lab {
  sandbox: Sandbox;
  subjects: readonly Subject[];
  chromium: string;
  /** Gives every subject so many invitations. */
  fill(count: number): Promise<void>;
  /** Polls where the last poll is long ago, so that opening the popup changes nothing. */
  refresh(subject: Subject): Promise<void>;
  /** An empty tab, while none of the subjects runs: what is opened in it begins as after a while without use. */
  coldTab(): Promise<Page>;
  /** A page of the subject's with its rights and none of its code. */
  barePage(subject: Subject): Promise<Page>;
  close(): Promise<void>;
}

/** The popup's address in a subject's folder; the floors have a page for each number of invitations. */
export function popupOf(subject: Subject, count: number): string {
  return `${subject.origin}/${isFloor(subject) ? `popup-${count}.html` : 'popup.html'}`;
}

/** A popup asks for a poll when the last one is a minute ago. */
const freshMs = 40_000;
const processEndMs = 200;

/** Starts the browser with the floor, the build and perhaps an earlier build; the latter two connected. */
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

  const install = async (name: SubjectName): Promise<Subject> => {
    const origin = `chrome-extension://${await browser.installExtension(folderOf(name))}`;
    const subject = { name, origin, lastPollMs: 0 };
    if (isFloor(subject)) return subject;
    const options = await goto(`${origin}/options.html`);
    await connectByToken(options, sandbox.credentials.token);
    await waitForText(options, 'Connected.');
    return subject;
  };

  const subjects: Subject[] = [];
  const lab: Lab = {
    sandbox,
    subjects,
    chromium: await browser.version(),
    async fill(count) {
      sandbox.setInvites(pendingInvites(count, Date.now()));
      for (const subject of subjects) {
        subject.lastPollMs = 0;
        await lab.refresh(subject);
        if (subject.name !== 'ours') continue;
        const popup = await lab.coldTab();
        await popup.evaluateOnNewDocument(observerScript);
        await goto(popupOf(subject, count), popup);
        await waitForList(popup, count);
        const folders: [string, string] = [folderOf('floor'), folderOf('scripted')];
        const stored = await writeFloorPages(popup, folderOf('ours'), folders, count);
        await popup.close();
        for (const scripted of subjects.filter(({ name }) => name === 'scripted')) {
          const page = await lab.barePage(scripted);
          await page.evaluate((items) => chrome.storage.local.set(items), stored);
          await page.close();
        }
      }
    },
    async refresh(subject) {
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
    barePage: ({ origin }) => goto(`${origin}/manifest.json`),
    close,
  };
  try {
    control = await (await browser.newPage()).createCDPSession();
    await control.send('ServiceWorker.enable');
    cpSync(builds.ours, folderOf('ours'), { recursive: true });
    for (const name of ['floor', 'scripted', 'ours'] as const) subjects.push(await install(name));
    if (builds.earlier !== undefined) {
      cpSync(builds.earlier, folderOf('earlier'), { recursive: true });
      subjects.push(await install('earlier'));
    }
    // Installing opens pages, and any page keeps a process.
    for (const page of await browser.pages()) if (page.url().startsWith('chrome-')) await page.close();
    return lab;
  } catch (error) {
    await close();
    throw error;
  }
}
