import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

let bin: string;

beforeEach(() => {
  bin = mkdtempSync(path.join(tmpdir(), 'setup-'));
});

afterEach(() => rmSync(bin, { recursive: true }));

/** Installs with a fake apt-get, and a fake sudo for users other than root. */
function install(aptGet: string) {
  writeFileSync(path.join(bin, 'apt-get'), `#!/bin/sh\n${aptGet}\n`, { mode: 0o755 });
  writeFileSync(path.join(bin, 'sudo'), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
  const script = `
    const { installPackages } = await import(${JSON.stringify(pathToFileURL('scripts/lib/debian.ts').href)});
    installPackages('one, two | three');
  `;
  return spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
  });
}

// Windows cannot run these programs, and has no apt-get.
if (process.platform !== 'win32') {
  it("installs packages without asking, and without printing apt-get's output", () => {
    const record = path.join(bin, 'record');
    const { stdout, status } = install(`echo "$DEBIAN_FRONTEND $*" >> "${record}"; echo noise`);
    expect(status).toBe(0);
    expect(stdout).toBe('Installing one, two | three …\n');
    expect(readFileSync(record, 'utf8').trim().split('\n')).toEqual([
      expect.stringMatching(/^noninteractive .*-y.* update$/),
      expect.stringMatching(/^noninteractive .*-y.* satisfy --no-install-recommends one, two \| three$/),
    ]);
  });

  it('prints the output of apt-get and what to do when it fails', () => {
    const { stderr, status } = install('echo "one is not installable"; echo "E: broken" >&2; exit 100');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'one is not installable\nE: broken\n`apt-get update` failed: fix what it says above',
    );
  });
}
