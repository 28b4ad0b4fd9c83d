import { browser } from 'wxt/browser';
import type { Credentials } from '../cloudflare/credentials';
import type { Unlocked } from '../invites/lock';
import type { Vault } from '../vault/schemas';
import type { Writes } from './item';
import { unlockedItem } from './items';
import { readAreas } from './page-state';
import { deviceSecretItems, secretsItem, sessionSecretsItem, vaultItem, vaultKeyItem } from './secret-items';

/** Everything secret, for the worker alone. Records are by connection id. */
export interface Secrets {
  /** Kept on this device, as it is. */
  device: Record<string, Credentials>;
  /** Kept for this browser session. */
  session: Record<string, Credentials>;
  /** Kept encrypted; null while no connection is. */
  vault: Vault | null;
  /** What opens the vault, base64; null while it is locked. */
  key: string | null;
}

export async function readSecrets(): Promise<Secrets> {
  const [local, session] = await readAreas(deviceSecretItems, [sessionSecretsItem, vaultKeyItem]);
  return {
    device: secretsItem.parse(local),
    session: sessionSecretsItem.parse(session),
    vault: vaultItem.parse(local),
    key: vaultKeyItem.parse(session),
  };
}

/** The storage form of what belongs into storage.local, to be written with the state it belongs to. */
export function secretWrites({ device, vault }: Pick<Secrets, 'device' | 'vault'>): Writes {
  return { ...secretsItem.write(device), ...vaultItem.write(vault) };
}

export async function writeSessionSecrets(session: Secrets['session']): Promise<void> {
  await browser.storage.session.set(sessionSecretsItem.write(session));
}

/** Keeps what opens the vault until the browser ends, and tells the pages so. */
export async function writeKey(key: string, unlocked: Unlocked): Promise<void> {
  await browser.storage.session.set({ ...vaultKeyItem.write(key), ...unlockedItem.write(unlocked) });
}

/** Locks the vault; nothing on disk changes. */
export async function forgetKey(): Promise<void> {
  await browser.storage.session.remove([vaultKeyItem.key, unlockedItem.key]);
}

export async function readUnlocked(): Promise<Unlocked | null> {
  return unlockedItem.parse(await browser.storage.session.get(unlockedItem.key));
}

export async function writeUnlocked(unlocked: Unlocked): Promise<void> {
  await browser.storage.session.set(unlockedItem.write(unlocked));
}

/**
 * Keeps scripts in web pages away from both storages, where the browser can: Chrome and Edge. Firefox has no such
 * setting; there as here no script of this extension runs in any web page.
 */
export async function restrictStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session]) {
    try {
      await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
    } catch {
      // Firefox has the function in some versions, and refuses.
    }
  }
}
