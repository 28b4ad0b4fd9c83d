import { browser } from 'wxt/browser';
import { logSchema } from '../schemas';
import { defineItem } from './item';

/** What the worker did last, for a bug report: no secrets, addresses masked. In storage.session, never on disk. */
export const logItem = defineItem('log', logSchema, []);

/** What the worker did last, oldest first. */
export async function readLog(): Promise<{ atMs: number; text: string }[]> {
  return logItem.parse(await browser.storage.session.get(logItem.key));
}
