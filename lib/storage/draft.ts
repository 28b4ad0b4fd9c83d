import { browser } from 'wxt/browser';
import { type Draft, draftSchema } from '../schemas';
import { defineItem } from './item';

export type { Draft };

export const emptyDraft: Draft = { kind: 'token', email: '', keeping: 'device' };

/** In storage.local, written by the options page alone. */
const draftItem = defineItem<Draft>('draft', draftSchema, emptyDraft);

/** The form that was left half filled. */
export async function readDraft(): Promise<Draft> {
  return draftItem.parse(await browser.storage.local.get(draftItem.key));
}

/** Keeps the form as it is. */
export async function writeDraft(draft: Draft): Promise<void> {
  await browser.storage.local.set(draftItem.write(draft));
}
