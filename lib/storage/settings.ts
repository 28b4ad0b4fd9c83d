import { browser } from 'wxt/browser';
import { noPolicy, type Policy, policySchema, type Settings, withPolicy } from '@/lib/domain/settings';
import { settingsItem } from './items';

/** The settings as they take effect: what the person chose, where the administrator set nothing. */
export async function readSettings(): Promise<Settings> {
  const [chosen, policy] = await Promise.all([settingsItem.get(), readPolicy()]);
  return withPolicy(chosen, policy);
}

/** What the administrator has set. */
export async function readPolicy(): Promise<Policy> {
  // Firefox rejects where there is no administrator.
  const managed: unknown = await browser.storage.managed.get(null).catch(() => undefined);
  return policySchema.safeParse(managed).data ?? noPolicy;
}

/** Calls back when the settings changed, here or on another of the person's devices. */
export function onSettingsChanged(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>) => {
    if (settingsItem.key in changes) listener();
  };
  browser.storage.sync.onChanged.addListener(changed);
  return () => browser.storage.sync.onChanged.removeListener(changed);
}

/** Calls back when the administrator changed something, where the browser tells; returns what stops it. */
export function onPolicyChanged(listener: () => void): () => void {
  browser.storage.managed.onChanged.addListener(listener);
  return () => browser.storage.managed.onChanged.removeListener(listener);
}
