import { browser } from 'wxt/browser';
import { type Credentials, credentialsSchema } from '@/lib/domain/credentials';
import { unlockedSchema } from '@/lib/domain/lock';
import { sealedSchema, type Vault, vaultSchema } from '@/lib/vault-crypto';
import * as z from '@/lib/zod';
import { defineItem } from './define-item';
import { unlockedItem } from './items';
import { readAreas, storedKey } from './stored-key';

// Read by the worker alone, and only to use them. No page's code holds this file.

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
/** In memory, gone when the browser ends. */
export const sessionItem = defineItem(storedKey('session', 'sessionSecrets', {}), recordSchema, byConnection);

const openVaultSchema = z.extend(unlockedSchema, {
  /** Base64; outlives the worker, which ends after half a minute. */
  key: z.string(),
});
/** What opens the vault, together with when that was last used, so that neither is ever there without the other. */
const openVaultItem = defineItem(
  storedKey<OpenVault | null>('session', unlockedItem.key, null),
  z.nullable(openVaultSchema),
);
/** Where the key was before that. */
const formerKeyItem = defineItem(
  storedKey<string | null>('session', 'vaultKey', null),
  z.nullable(z.string()),
);

export type OpenVault = z.infer<typeof openVaultSchema>;

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

/** Keeps what opens the vault until the browser ends. Pages see that and no key. */
export async function writeOpenVault(open: OpenVault): Promise<void> {
  await openVaultItem.set(open);
}

/** Locks the vault; nothing on disk changes. */
export async function forgetOpenVault(): Promise<void> {
  await browser.storage.session.remove(openVaultItems.map(({ key }) => key));
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
