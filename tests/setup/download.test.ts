import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { computeExecutablePath } from '@puppeteer/browsers';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  type BrowserSource,
  CHROMIUM,
  FIREFOX,
  findBrowser,
  findChromium,
  findFirefox,
  provideBrowser,
} from '../../scripts/lib/browsers';

// Debian has no such package, so both are downloaded.
const chrome: BrowserSource = { ...CHROMIUM, debianPackage: 'made-up-browser' };
const firefox: BrowserSource = { ...FIREFOX, debianPackage: 'made-up-browser' };

type Answer = { status: number; body: Uint8Array; cut?: boolean };

let folder: string;
let cacheDir: string;
let answer: Answer;
let requested: string[];
let baseUrl: string;
const server = createServer((request, response) => {
  requested.push(request.url ?? '');
  response.writeHead(answer.status, { 'content-length': answer.body.length });
  if (!answer.cut) response.end(answer.body);
  else response.write(answer.body.subarray(0, 10), () => response.destroy());
});

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'setup-'));
  cacheDir = path.join(folder, 'cache');
  answer = { status: 404, body: new Uint8Array() };
  requested = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  baseUrl = `http://127.0.0.1:${address.port}`;
  // Without a working apt-get no package is installed.
  writeFileSync(path.join(folder, 'apt-get'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH']}`);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('FIREFOX_PATH', '');
  vi.spyOn(console, 'log').mockReturnValue();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  if (server.listening) await stopServer();
  rmSync(folder, { recursive: true });
});

async function stopServer(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** The path of the program inside a browser's archive. */
function programInArchive({ browser, buildId }: BrowserSource): string {
  const [, , ...parts] = path
    .relative(cacheDir, computeExecutablePath({ browser, buildId, cacheDir }))
    .split(path.sep);
  return parts.join('/');
}

function chromeArchive(script: string): Uint8Array {
  const executable = { os: 3, attrs: 0o755 << 16 };
  return zipSync({ [programInArchive(chrome)]: [new TextEncoder().encode(script), executable] });
}

it('downloads Chrome for Testing once and finds it', async () => {
  answer = { status: 200, body: chromeArchive('#!/bin/sh\necho 148\n') };
  expect(findBrowser(chrome, cacheDir)).toBeUndefined();

  await provideBrowser(chrome, { cacheDir, baseUrl });
  await provideBrowser(chrome, { cacheDir, baseUrl });

  expect(requested).toEqual([expect.stringMatching(`^/${chrome.buildId}/.*/chrome-.*\\.zip$`)]);
  const program = findBrowser(chrome, cacheDir);
  expect(readFileSync(program ?? '', 'utf8')).toContain('echo 148');
});

it('requests the ESR of Firefox', async () => {
  await expect(provideBrowser(firefox, { cacheDir, baseUrl })).rejects.toThrow('FIREFOX_PATH');
  expect(requested).toEqual([expect.stringMatching(/^\/[\d.]+esr\/.*esr/)]);
});

it('ignores an older build, and removes it when it downloads the new one', async () => {
  answer = { status: 200, body: chromeArchive('#!/bin/sh\n') };
  const older = { ...chrome, buildId: '1.0.0.0' };
  await provideBrowser(older, { cacheDir, baseUrl });
  expect(findBrowser(chrome, cacheDir)).toBeUndefined();

  await provideBrowser(chrome, { cacheDir, baseUrl });

  expect(findBrowser(chrome, cacheDir)).toBeDefined();
  expect(findBrowser(older, cacheDir)).toBeUndefined();
});

it('ignores a browser that is only partly unpacked', () => {
  const { browser, buildId } = chrome;
  const program = computeExecutablePath({ browser, buildId, cacheDir });
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  expect(findBrowser(chrome, cacheDir)).toBeUndefined();
});

it('says what to do when the server does not have the browser', async () => {
  await expect(provideBrowser(chrome, { cacheDir, baseUrl })).rejects.toThrow(
    /Chromium could not be downloaded: (.|\n)*404(.|\n)*set CHROMIUM_PATH to the full path/,
  );
});

it('says what to do when the server does not respond', async () => {
  await stopServer();
  await expect(provideBrowser(chrome, { cacheDir, baseUrl })).rejects.toThrow(
    /Chromium could not be downloaded: (.|\n)*ECONNREFUSED(.|\n)*set CHROMIUM_PATH to the full path/,
  );
});

it('says what to do when the archive is damaged, and deletes it', async () => {
  answer = { status: 200, body: new TextEncoder().encode('no zip') };
  await expect(provideBrowser(chrome, { cacheDir, baseUrl })).rejects.toThrow('set CHROMIUM_PATH');
  expect(existsSync(path.join(cacheDir, chrome.browser))).toBe(false);
});

it('says what to do when the connection breaks during the download', async () => {
  answer = { status: 200, body: chromeArchive('#!/bin/sh\n'), cut: true };
  const module = pathToFileURL('scripts/lib/browsers.ts').href;
  const script = `
    const { provideBrowser } = await import(${JSON.stringify(module)});
    const [source, options] = ${JSON.stringify([chrome, { cacheDir, baseUrl }])};
    await provideBrowser(source, options).catch((error) => console.error(error.message));
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  const [output] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(output).toMatch(/The connection was lost\.(.|\n)*set CHROMIUM_PATH/);
  expect(findBrowser(chrome, cacheDir)).toBeUndefined();
});

// Only on Linux can the test create an archive of Firefox, and only there is the browser started.
if (process.platform === 'linux') {
  it('unpacks Firefox', async () => {
    const program = path.join(folder, programInArchive(firefox));
    mkdirSync(path.dirname(program));
    writeFileSync(program, '#!/bin/sh\necho esr\n');
    chmodSync(program, 0o755);
    execFileSync('tar', ['-cJf', path.join(folder, 'firefox.tar.xz'), '-C', folder, 'firefox']);
    answer = { status: 200, body: readFileSync(path.join(folder, 'firefox.tar.xz')) };

    await provideBrowser(firefox, { cacheDir, baseUrl });

    expect(readFileSync(findBrowser(firefox, cacheDir) ?? '', 'utf8')).toContain('echo esr');
  });

  it('says why a downloaded browser does not start, and deletes it', async () => {
    answer = { status: 200, body: chromeArchive('#!/bin/sh\necho libnss3.so is missing >&2\nexit 127\n') };
    await expect(provideBrowser(chrome, { cacheDir, baseUrl })).rejects.toThrow('libnss3.so is missing');
    expect(findBrowser(chrome, cacheDir)).toBeUndefined();
  });
}

it.each([
  ['CHROMIUM_PATH', findChromium],
  ['FIREFOX_PATH', findFirefox],
])('prefers the program that %s names', (variable, find) => {
  vi.stubEnv(variable, process.execPath);
  expect(find()).toBe(process.execPath);
});

it.each([
  ['CHROMIUM_PATH', findChromium],
  ['FIREFOX_PATH', findFirefox],
])('throws an error if %s is not a program', (variable, find) => {
  vi.stubEnv(variable, folder);
  expect(find).toThrow(`${variable} is ${folder}, which is not a program`);
});
