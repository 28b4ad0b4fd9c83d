import { browser } from 'wxt/browser';
import { type Credentials, credentialsSchema } from '@/lib/domain/credentials';
import type { Unlocked } from '@/lib/domain/lock';
import { type Vault, vaultSchema } from '@/lib/vault-crypto';
import * as z from '@/lib/zod';
import { defineItem, readAreas, type Writes } from './item';
import { unlockedItem } from './items';

// Read by the worker alone, and only to use them. No page's code holds this file.

const recordSchema = z.record(z.string(), credentialsSchema);
const deviceItem = defineItem('local', 'secrets', recordSchema, {});
export const vaultItem = defineItem<Vault | null>('local', 'vault', z.nullable(vaultSchema), null);
/** In memory, gone when the browser ends. */
export const sessionItem = defineItem('session', 'sessionSecrets', recordSchema, {});
/** Base64; outlives the worker, which ends after half a minute. */
const keyItem = defineItem('session', 'vaultKey', z.nullable(z.string()), null);

/** Everything secret. Records are by connection id. */
export interface StoredCredentials {
  /** Kept on this device, as it is. */
  device: Record<string, Credentials>;
  /** Kept for this browser session. */
  session: Record<string, Credentials>;
  /** Kept encrypted; null while no connection is. */
  vault: Vault | null;
  /** What opens the vault, base64; null while it is locked. */
  key: string | null;
}

/** All of them in storage.local. */
export const onDiskItems = [deviceItem, vaultItem];

export async function readCredentials(): Promise<StoredCredentials> {
  const [local, session] = await readAreas(onDiskItems, [sessionItem, keyItem]);
  return {
    device: deviceItem.parse(local),
    session: sessionItem.parse(session),
    vault: vaultItem.parse(local),
    key: keyItem.parse(session),
  };
}

/** The storage form of what belongs into storage.local, to be written with the state it belongs to. */
export function credentialWrites({ device, vault }: Pick<StoredCredentials, 'device' | 'vault'>): Writes {
  return { ...deviceItem.toWrites(device), ...vaultItem.toWrites(vault) };
}

/** Keeps what opens the vault until the browser ends, and tells the pages so. */
export async function writeKey(key: string, unlocked: Unlocked): Promise<void> {
  await browser.storage.session.set({ ...keyItem.toWrites(key), ...unlockedItem.toWrites(unlocked) });
}

/** Locks the vault; nothing on disk changes. */
export async function forgetKey(): Promise<void> {
  await browser.storage.session.remove([keyItem.key, unlockedItem.key]);
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
