import { browser } from 'wxt/browser';
import { appearancePolicySchema, appearanceSchema } from '../appearance/schemas';
import type { Theme } from '../appearance/theme';
import { parse } from '../parse';
import { defineItem } from './item';

/** What the popup needs of the settings. The rest of them need not be read, nor its schemas loaded, to paint it. */
const appearanceItem = defineItem<{ theme: Theme }>('settings', appearanceSchema, { theme: 'system' });

/** How the person wants the pages to look. */
export async function readTheme() {
  return appearanceItem.parse(await browser.storage.sync.get(appearanceItem.key)).theme;
}

/** Whether the administrator hides Reject. */
export async function readHideReject(): Promise<boolean> {
  const managed = await readManaged();
  return parse(appearancePolicySchema, managed)?.value.hideReject ?? false;
}

/** Whatever the administrator has set, as it is. */
export function readManaged(): Promise<unknown> {
  // Firefox rejects where no administrator has set anything.
  return browser.storage.managed.get(null).catch(() => ({}));
}

/** Calls back when the administrator changed something, where the browser tells; returns what stops it. */
export function onPolicyChanged(listener: () => void): () => void {
  browser.storage.managed.onChanged.addListener(listener);
  return () => browser.storage.managed.onChanged.removeListener(listener);
}
