import { browser } from 'wxt/browser';
import { type Credentials, credentialsSchema } from '@/lib/domain/credentials';
import { unlockedSchema } from '@/lib/domain/lock';
import { sealedSchema, type Vault, vaultSchema } from '@/lib/vault-crypto';
import * as z from '@/lib/zod';
import { defineItem } from './define-item';
import { unlockedItem } from './items';
import { readAreas, storedKey } from './stored-key';

// Only the worker reads credentials, and only to use them. No page's bundle contains this file.

const recordSchema = z.record(z.string(), credentialsSchema);
const byConnection = { elements: { schema: credentialsSchema } };
export const deviceItem = defineItem(storedKey('local', 'secrets', {}), recordSchema, byConnection);
export const vaultItem = defineItem(
  storedKey<Vault | null>('local', 'vault', null),
  z.nullable(vaultSchema),
  {
    elements: { in: 'entries', under: 'kdf', schema: sealedSchema },
  },
);
/** In memory, gone when the browser closes. */
export const sessionItem = defineItem(storedKey('session', 'sessionSecrets', {}), recordSchema, byConnection);

const openVaultSchema = z.extend(unlockedSchema, {
  /** Base64. Outlives the worker, which the browser stops after half a minute. */
  key: z.string(),
});
/** The key to the vault and when it was last used, stored together so that neither can exist without the other. */
const openVaultItem = defineItem(
  storedKey<OpenVault | null>('session', unlockedItem.key, null),
  z.nullable(openVaultSchema),
);
/** Where an earlier version kept the key. */
const formerKeyItem = defineItem(
  storedKey<string | null>('session', 'vaultKey', null),
  z.nullable(z.string()),
);

export type OpenVault = z.infer<typeof openVaultSchema>;

/** All secrets. Records are keyed by connection id. */
export interface StoredCredentials {
  /** Kept on this device, unencrypted. */
  device: Record<string, Credentials>;
  /** Kept for this browser session. */
  session: Record<string, Credentials>;
  /** Kept encrypted; null if no connection is. */
  vault: Vault | null;
  /** The key to the vault, base64; null while it is locked. */
  key: string | null;
}

/** The ones in storage.local. */
export const onDiskItems = [deviceItem, vaultItem];

export async function readCredentials(): Promise<StoredCredentials> {
  const [local, session] = await readAreas(onDiskItems, [sessionItem, ...openVaultItems]);
  const vault = vaultItem.parse(local);
  return {
    device: deviceItem.parse(local),
    session: sessionItem.parse(session),
    // An empty vault counts as none.
    vault: vault && Object.keys(vault.entries).length > 0 ? vault : null,
    key: parseOpenVault(session)?.key ?? null,
  };
}

const openVaultItems = [openVaultItem, formerKeyItem];

function parseOpenVault(session: Record<string, unknown>): OpenVault | null {
  const open = openVaultItem.parse(session);
  const [unlocked, key] = [unlockedItem.parse(session), formerKeyItem.parse(session)];
  return open ?? (unlocked && key !== null ? { ...unlocked, key } : null);
}

/** Null while the vault is locked. */
export async function readOpenVault(): Promise<OpenVault | null> {
  return parseOpenVault(await browser.storage.session.get(openVaultItems.map(({ key }) => key)));
}

/** Keeps the key to the vault until the browser closes. Pages see that it is open, but not the key. */
export async function writeOpenVault(open: OpenVault): Promise<void> {
  await openVaultItem.set(open);
}

/** Locks the vault; nothing on disk changes. */
export async function forgetOpenVault(): Promise<void> {
  await browser.storage.session.remove(openVaultItems.map(({ key }) => key));
}

/**
 * Blocks scripts in web pages from both storages where the browser can do so: Chrome and Edge. Firefox has no such
 * setting, but in no browser does this extension run scripts in web pages.
 */
export async function restrictStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session]) {
    try {
      await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
    } catch {
      // Some versions of Firefox have the function, but it rejects.
    }
  }
}
