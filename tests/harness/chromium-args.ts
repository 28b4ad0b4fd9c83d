import { existsSync, readFileSync } from 'node:fs';

/** Where the stand-in for api.cloudflare.com listens, and the key it may show. */
export interface ApiServer {
  httpsPort: number;
  /** Base64 of the SHA-256 of the certificate's public key. */
  spkiHash: string;
}

/** What changes the command line. */
export interface ArgOptions {
  api: ApiServer;
  headless: boolean;
  lang?: string;
  deviceScaleFactor: number;
  windowSize: { width: number; height: number };
}

/**
 * The command line: api.cloudflare.com is the stand-in, every other host has no address, and the browser
 * calls nobody by itself.
 */
export function chromiumArgs({ api, headless, lang, deviceScaleFactor, windowSize }: ArgOptions): string[] {
  const hosts = [
    `MAP api.cloudflare.com 127.0.0.1:${api.httpsPort}`,
    'MAP * ^NOTFOUND',
    'EXCLUDE localhost',
    'EXCLUDE 127.0.0.1',
  ];
  const { width, height } = windowSize;
  return [
    `--host-resolver-rules=${hosts.join(', ')}`,
    `--ignore-certificate-errors-spki-list=${api.spkiHash}`,
    // A proxy would look names up itself, past the rules above.
    '--no-proxy-server',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--no-default-browser-check',
    '--no-pings',
    `--window-size=${width},${height}`,
    '--window-position=0,0',
    `--force-device-scale-factor=${deviceScaleFactor}`,
    headless
      ? // The screen that is made up otherwise has 800 by 600 pixels, and a popup stays within the screen.
        `--screen-info={${width * deviceScaleFactor}x${height * deviceScaleFactor}}`
      : // Without it a bar across the window complains of the flags above.
        '--test-type',
    ...(lang ? [`--lang=${lang}`] : []),
    ...(canSandbox() ? [] : ['--no-sandbox']),
  ];
}

/** Chromium's own sandbox refuses to work for root; Ubuntu keeps every Chromium but its own from making one. */
function canSandbox(): boolean {
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  const restricted = existsSync(restriction) && readFileSync(restriction, 'utf8').trim() === '1';
  return process.getuid?.() !== 0 && !restricted;
}
