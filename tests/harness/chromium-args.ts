import { existsSync, readFileSync } from 'node:fs';

/** The port of the stand-in for api.cloudflare.com, and the key that the browser accepts from it. */
export interface ApiServer {
  httpsPort: number;
  /** Base64 of the SHA-256 of the certificate's public key. */
  spkiHash: string;
}

/** Options that change the command line. */
export interface ArgOptions {
  api: ApiServer;
  headless: boolean;
  lang?: string;
  deviceScaleFactor: number;
  windowSize: { width: number; height: number };
}

/**
 * The command line. It maps api.cloudflare.com to the stand-in, gives no other host an address, and stops the browser's
 * own requests.
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
    // A proxy would resolve names itself, ignoring the rules above.
    '--no-proxy-server',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--no-default-browser-check',
    '--no-pings',
    `--window-size=${width},${height}`,
    '--window-position=0,0',
    `--force-device-scale-factor=${deviceScaleFactor}`,
    headless
      ? // The default virtual screen has 800 by 600 pixels, and a popup cannot be larger than the screen.
        `--screen-info={${width * deviceScaleFactor}x${height * deviceScaleFactor}}`
      : // Without it, a bar across the window warns about the flags above.
        '--test-type',
    ...(lang ? [`--lang=${lang}`] : []),
    ...(canSandbox() ? [] : ['--no-sandbox']),
  ];
}

/** Chromium's own sandbox does not work for root, and Ubuntu blocks it for every Chromium except its own. */
function canSandbox(): boolean {
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  const restricted = existsSync(restriction) && readFileSync(restriction, 'utf8').trim() === '1';
  return process.getuid?.() !== 0 && !restricted;
}
