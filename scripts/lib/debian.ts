import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

// Without the fonts, emoji and names in Chinese, Japanese, Korean or Arabic are shown as boxes.
const DISPLAY_PACKAGES = [
  'xvfb',
  'imagemagick',
  'fonts-noto-core',
  'fonts-wqy-microhei',
  'fonts-noto-color-emoji',
];

// Waits for the lock, because another apt may be running, for example just after booting.
const APT_GET = 'env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300'.split(' ');

const isRoot = process.getuid?.() === 0;

/** Whether this is Debian itself: its derivatives have no browser packages, or ones that only install a snap. */
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
 * Installs packages, written as in a package's Depends: `this, that | other`.
 * @throws Error with the end of its output if apt-get fails
 */
export function installPackages(packages: string): void {
  console.log(`Installing ${packages} …`);
  aptGet('update');
  aptGet('satisfy', '--no-install-recommends', packages);
}

/** Installs what is needed to take pictures of a whole screen. */
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
  // apt-get prints errors partly to stdout and partly to stderr.
  const { status, stdout, stderr } = spawnSync(program, rest, {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status === 0) return;
  const output = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${output}\n\`apt-get ${action}\` failed: fix what it says above, then run this again.`);
}
