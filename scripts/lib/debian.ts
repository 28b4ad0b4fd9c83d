import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

// Without the fonts, names in Chinese, Japanese, Korean or Arabic and emoji are rows of boxes.
const DISPLAY_PACKAGES = [
  'xvfb',
  'imagemagick',
  'fonts-noto-core',
  'fonts-wqy-microhei',
  'fonts-noto-color-emoji',
];

// The lock, because another apt may be running, as on a machine that has just started.
const APT_GET = 'env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300'.split(' ');

const isRoot = process.getuid?.() === 0;

/** Whether this is Debian itself: its relatives have no packages of the browsers, or some that only fetch a snap. */
export function isDebian(): boolean {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID="?debian"?$/m.test(readFileSync(file, 'utf8'));
}

/** Whether apt-get can install packages here without a password. */
export function canInstallPackages(): boolean {
  const succeeds = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;
  return succeeds('apt-get', '--version') && (isRoot || succeeds('sudo', '-n', 'true'));
}

/**
 * Installs packages, which are written as in a package's Depends: `this, that | other`.
 * @throws Error when apt-get fails, with the end of what it said
 */
export function installPackages(packages: string): void {
  console.log(`Installing ${packages} …`);
  aptGet('update');
  aptGet('satisfy', '--no-install-recommends', packages);
}

/** Makes sure that pictures of a whole screen can be taken. */
export function provideDisplay(): void {
  const missing = DISPLAY_PACKAGES.filter((name) => {
    const { stdout } = spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
    return !/^Status: .* installed$/m.test(stdout ?? '');
  });
  if (missing.length === 0) return;
  if (!canInstallPackages()) {
    throw new Error(`Pictures of the toolbar need Debian and its packages ${missing.join(', ')}.`);
  }
  installPackages(missing.join(', '));
}

function aptGet(action: string, ...args: string[]): void {
  const [program = '', ...rest] = [...(isRoot ? [] : ['sudo', '-n']), ...APT_GET, action, ...args];
  // apt-get tells half of what went wrong on each of the two.
  const { status, stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status === 0) return;
  const said = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${said}\n\`apt-get ${action}\` failed: fix what it says above, then run this again.`);
}
