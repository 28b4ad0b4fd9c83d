import type { Page } from 'puppeteer-core';

/** Gives every command that a page may give, and a few that none is to give. Returns everything that it is told. */
export function everyReply(
  page: Page,
  given: { passphrase: string; wrongPassphrase: string; token: string },
): Promise<string> {
  return page.evaluate(async ({ passphrase: right, wrongPassphrase: wrong, token }) => {
    const about = { connectionId: 'none', key: 'none' };
    const login = { credentials: { kind: 'token', token }, replaces: null };
    const commands = [
      { type: 'opened' },
      { type: 'refresh' },
      { type: 'used' },
      { type: 'pressed' },
      { type: 'cancel-batch' },
      { type: 'dismiss-batch' },
      { type: 'dismiss', ...about },
      { type: 'details', ...about },
      { type: 'rename', connectionId: 'none', name: 'None' },
      { type: 'unlock', passphrase: wrong },
      { type: 'unlock', passphrase: right },
      { type: 'change-passphrase', current: wrong, next: right },
      { type: 'change-passphrase', current: right, next: right },
      { type: 'connect', ...login, keeping: 'encrypted', passphrase: right },
      { type: 'encrypt', connectionId: 'none', passphrase: right },
      { type: 'disconnect', connectionId: 'none' },
      { type: 'lock' },
      { type: 'secrets' },
    ];
    const told = [];
    for (const command of commands) told.push(await chrome.runtime.sendMessage(command).catch(String));
    return JSON.stringify(told);
  }, given);
}
