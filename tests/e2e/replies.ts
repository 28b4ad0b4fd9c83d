import type { Page } from 'puppeteer-core';

/** Sends every command that a page may send, and a few that it may not. Returns all replies. */
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
    const replies = [];
    for (const command of commands) replies.push(await chrome.runtime.sendMessage(command).catch(String));
    return JSON.stringify(replies);
  }, given);
}
