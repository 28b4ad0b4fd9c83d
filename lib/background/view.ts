import type { Settings } from '@/lib/settings';
import { readSettings } from '@/lib/storage/settings';
import { readStored, type Stored } from '@/lib/storage/store';

/** All that is stored, read once for several jobs that do not change it. */
export interface View extends Stored {
  settings: Settings;
}

/** Reads it, each storage area once. */
export async function readView(): Promise<View> {
  const [stored, settings] = await Promise.all([readStored(), readSettings()]);
  return { ...stored, settings };
}
