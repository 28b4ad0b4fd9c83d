import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readCredentials } from '@/lib/storage/credential-store';
import { useSandbox } from './support/stage';
import { deliver, startWorker } from './support/worker';

const passphrase = 'correct horse battery staple';
const ownId = fakeBrowser.runtime.id;
const ownPage = { id: ownId, url: fakeBrowser.runtime.getURL('/options.html') };

const stage = useSandbox();

const connect = () => ({
  type: 'connect',
  credentials: { kind: 'token', token: stage.sandbox.credentials.token },
  keeping: 'encrypted',
  passphrase,
  replaces: null,
});

const everything = async () =>
  JSON.stringify([await browser.storage.local.get(null), await browser.storage.session.get(null)]);

describe('commands', () => {
  const about = { connectionId: 'c', key: 'i' };
  const commands = () => [
    connect(),
    { type: 'opened' },
    { type: 'refresh' },
    { type: 'used' },
    { type: 'respond', ...about, answer: 'accepted' },
    { type: 'dismiss', ...about },
    { type: 'disconnect', connectionId: 'c' },
    { type: 'unlock', passphrase },
    { type: 'lock' },
    { type: 'change-passphrase', current: passphrase, next: passphrase },
  ];

  it.each([
    ['a web page', { url: 'https://dash.cloudflare.com/', tab: {} }],
    ['a script in a web page', { id: ownId, url: 'https://dash.cloudflare.com/', tab: {} }],
    ['another extension', { id: 'another', url: 'chrome-extension://another/options.html' }],
    ["another extension at this one's address", { id: 'another', url: ownPage.url }],
    [
      'a page whose address only begins like ours',
      { id: ownId, url: `${new URL(ownPage.url).origin}.evil.example/` },
    ],
    ['nobody', {}],
  ])('are refused from %s', async (_, sender) => {
    await startWorker();
    await deliver(connect(), ownPage);
    stage.sandbox.clearRequests();
    const before = await everything();
    for (const command of commands()) expect(await deliver(command, sender)).toBeUndefined();
    expect(await everything()).toBe(before);
    expect(stage.sandbox.requests).toEqual([]);
  });

  it.each([
    null,
    'lock',
    {},
    { type: 'secrets' },
    { type: 'unlock' },
    { type: 'unlock', passphrase: 1 },
    { type: 'change-passphrase', current: passphrase, next: 'short' },
    { type: 'respond', ...about, answer: 'expired' },
    {
      type: 'connect',
      credentials: { kind: 'token', token: '' },
      keeping: 'device',
      passphrase: null,
      replaces: null,
    },
    {
      type: 'connect',
      credentials: { kind: 'token', token: 'x' },
      keeping: 'sync',
      passphrase: null,
      replaces: null,
    },
  ])('are refused if they are not valid: %j', async (message) => {
    await startWorker();
    expect(await deliver(message, ownPage)).toBeUndefined();
  });

  it('never reply with a secret', async () => {
    await startWorker();
    await deliver(connect(), ownPage);
    const { key } = await readCredentials();
    const replies = [];
    for (const command of commands()) replies.push(await deliver(command, ownPage));
    const text = JSON.stringify(replies);
    expect(key).not.toBeNull();
    for (const secret of [stage.sandbox.credentials.token, passphrase, key])
      expect(text).not.toContain(secret);
  });
});

describe('pages', () => {
  /** Every file of this project that `file` imports, directly or indirectly, except for types. */
  function imported(file: string, known = new Set<string>()): Set<string> {
    if (known.has(file)) return known;
    known.add(file);
    const source = readFileSync(file, 'utf8').replace(/^import type [^;]+;$/gm, '');
    for (const [, from = ''] of source.matchAll(
      /^(?:import|\} from|export .* from)[^;]*'([.@]\/?[^']+)';$/gm,
    )) {
      const base = from.startsWith('@/') ? from.slice(2) : path.join(path.dirname(file), from);
      const found = ['.ts', '.tsx', ''].map((end) => base + end).find((name) => existsSync(name));
      if (found && /\.tsx?$/.test(found)) imported(found, known);
    }
    return known;
  }

  it.each(['popup', 'options'])('contain no code that reads a secret or a key: %s', (page) => {
    const files = imported(`entrypoints/${page}/main.tsx`);
    expect(files).toContain('lib/storage/page-state.ts');
    expect(files).not.toContain('lib/storage/credential-store.ts');
    expect(files).not.toContain('lib/vault-crypto.ts');
  });

  it('(this check does find that code in the worker)', () => {
    expect(imported('entrypoints/background.ts')).toContain('lib/storage/credential-store.ts');
  });
});

describe('storage', () => {
  const areas = [browser.storage.local, browser.storage.session];

  afterEach(() => {
    for (const area of areas) Reflect.deleteProperty(area, 'setAccessLevel');
  });

  it('is closed to scripts in web pages if the browser supports that', async () => {
    const closed: unknown[] = [];
    areas.forEach((area, i) => {
      Reflect.set(area, 'setAccessLevel', async (options: unknown) => closed.push([i, options]));
    });
    await startWorker();
    const trusted = { accessLevel: 'TRUSTED_CONTEXTS' };
    expect(closed).toEqual([
      [0, trusted],
      [1, trusted],
    ]);
  });

  it('works if the browser refuses that', async () => {
    for (const area of areas) {
      Reflect.set(area, 'setAccessLevel', () => {
        throw new Error('not supported');
      });
    }
    await startWorker();
    expect(await deliver(connect(), ownPage)).toMatchObject({ ok: true });
  });
});
