import { browser } from 'wxt/browser';
import {
  defaultSettings,
  noPolicy,
  type Policy,
  policySchema,
  type Settings,
  withPolicy,
} from '@/lib/domain/settings';
import { unpack } from './define-item';
import { settingsItem } from './items';
import { isRecord } from './partial-parse';

/** The effective settings: the user's choices, overridden by what the administrator set. */
export async function readSettings(): Promise<Settings> {
  const [chosen, policy] = await Promise.all([settingsItem.get(), readPolicy()]);
  return withPolicy(chosen, policy);
}

/**
 * Changes only these settings, under a lock: another page, another device or another version may have changed the rest,
 * or know settings that this version does not. Rejects if the browser does not save.
 */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await navigator.locks.request('settings', async () => {
    const { [settingsItem.key]: raw } = await browser.storage.sync.get(settingsItem.key);
    const stored = unpack(raw);
    const value = isRecord(stored?.value) ? stored.value : defaultSettings;
    const changed = { version: stored?.version ?? 1, value: { ...value, ...change } };
    await browser.storage.sync.set({ [settingsItem.key]: JSON.stringify(changed) });
  });
}

/** What the administrator has set. */
export async function readPolicy(): Promise<Policy> {
  // Firefox rejects if there is no administrator.
  const values: unknown = await managed()
    ?.get(null)
    .catch(() => undefined);
  return policySchema.safeParse(values).data ?? noPolicy;
}

/** Missing in Firefox for Android, which has no administrators. */
function managed(): typeof browser.storage.managed | undefined {
  return browser.storage.managed;
}

/** Calls back when the settings changed, here or on another of the user's devices. */
export function onSettingsChanged(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>) => {
    if (settingsItem.key in changes) listener();
  };
  browser.storage.sync.onChanged.addListener(changed);
  return () => browser.storage.sync.onChanged.removeListener(changed);
}

/** Calls back when the administrator changed something, if the browser reports it. Returns a function that stops it. */
export function onPolicyChanged(listener: () => void): () => void {
  managed()?.onChanged.addListener(listener);
  return () => managed()?.onChanged.removeListener(listener);
}
