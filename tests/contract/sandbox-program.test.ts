import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/start';
import { envelopeSchema, sandbox } from './support';

describe('the program', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  function run(args: string[], port: string) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/sandbox.ts', ...args], {
      cwd: root,
      env: { ...process.env, PORT: port },
    });
    const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
      ([stdout, stderr, [code, signal]]) => ({ stdout, stderr, code, signal }),
    );
    return { child, ended };
  }

  /** A free port followed by another one, below the range from which the system assigns ports. */
  async function freePair() {
    for (let port = 20_000 + 2 * Math.floor(Math.random() * 5000); port < 32_000; port += 2) {
      const probe = await startSandbox({ httpPort: port, httpsPort: port + 1 }).catch(() => undefined);
      await probe?.close();
      if (probe) return port;
    }
    throw new Error('No two free ports in a row.');
  }

  it.each([
    [['--help'], '', 0, /Usage: npm run sandbox/],
    [['--port'], '', 1, /^Unknown option '--port'.*\n$/],
    [[], '80x', 1, /^PORT must be a whole number from 1 to 65534, not '80x'\.\n$/],
    [[], '65535', 1, /^PORT must be a whole number from 1 to 65534, not '65535'\.\n$/],
  ])('%j with PORT=%j', async (args, port, code, words) => {
    const { stdout, stderr, code: exit } = await run(args, port).ended;
    expect(exit).toBe(code);
    expect(stdout + stderr).toMatch(words);
  });

  it('says that the port is in use', async () => {
    const { stderr, code } = await run([], String(sandbox.httpPort)).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Port \d+ or \d+ is already in use: .+\n$/);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves what it prints, and exits cleanly on %s',
    async (signal) => {
      const { child, ended } = run([], String(await freePair()));
      let printed = '';
      child.stdout.on('data', (chunk) => {
        printed += String(chunk);
      });
      await expect.poll(() => printed, { timeout: 15_000 }).toContain('Clear all faults');
      const url = /curl -s (\S+) -H 'Authorization: (Bearer \S+)'/.exec(printed);
      const response = await fetch(url?.[1] ?? '', { headers: { authorization: url?.[2] ?? '' } });
      expect(envelopeSchema.parse(await response.json()).result).toHaveLength(7);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    },
  );
});
