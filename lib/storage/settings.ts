import { browser } from 'wxt/browser';
import { withPolicy } from '../policy';
import { settingsSchema } from '../schemas';
import { defaultSettings, type Settings } from '../settings';
import { defineItem } from './item';
import { readPolicy } from './policy';

/** In storage.sync, written by the options page alone. */
const settingsItem = defineItem('settings', settingsSchema, defaultSettings);

/** The settings as they take effect: what the person chose, where the administrator set nothing. */
export async function readSettings(): Promise<Settings> {
  const [chosen, policy] = await Promise.all([readChosenSettings(), readPolicy()]);
  return withPolicy(chosen, policy);
}

/** What the person chose, whatever the administrator set. */
export async function readChosenSettings(): Promise<Settings> {
  return settingsItem.parse(await browser.storage.sync.get(settingsItem.key));
}

/** For the options page alone. */
export async function writeSettings(settings: Settings): Promise<void> {
  await browser.storage.sync.set(settingsItem.write(settings));
}

/** Calls back when the settings changed, here or on another of the person's devices. */
export function onSettingsChanged(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>) => {
    if (settingsItem.key in changes) listener();
  };
  browser.storage.sync.onChanged.addListener(changed);
  return () => browser.storage.sync.onChanged.removeListener(changed);
}
