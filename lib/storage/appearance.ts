import { browser } from 'wxt/browser';
import { appearancePolicySchema, appearanceSchema } from '../appearance/schemas';
import type { Theme } from '../appearance/theme';
import { parse } from '../parse';
import { defineItem } from './item';
import { readManaged } from './managed';

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
