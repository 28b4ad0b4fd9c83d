import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Where Chromium and Chrome for Testing read an administrator's policies on Linux. */
const folders = ['/etc/chromium/policies/managed', '/etc/opt/chrome_for_testing/policies/managed'];

/**
 * Sets an administrator's policy for one extension in Chromium, with a real policy file, until the returned function is
 * called. Needs root, or sudo without a password.
 */
export function setChromiumPolicy(
  extensionId: string,
  policy: Readonly<Record<string, unknown>>,
): () => void {
  const files = folders.map((folder) => path.join(folder, `invites-test-${extensionId}.json`));
  const content = JSON.stringify({ '3rdparty': { extensions: { [extensionId]: policy } } });
  for (const folder of folders) asRoot(['mkdir', '-p', folder]);
  for (const file of files) asRoot(['tee', file], content);
  return () => asRoot(['rm', '-f', ...files]);
}

function asRoot(command: readonly string[], input = ''): void {
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  const { status, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    `This test sets a policy below /etc, which needs root or sudo without a password: ${error?.message ?? stderr}`,
  );
}
