import type { Vault } from '../vault/schemas';
import { defineItem } from './item';
import { secretsSchema, storedVaultSchema, vaultKeySchema } from './schemas';

// Read by the worker alone, and only to use them. No page's code holds this file.

// storage.local.
export const secretsItem = defineItem('secrets', secretsSchema, {});
export const vaultItem = defineItem<Vault | null>('vault', storedVaultSchema, null);
/** All of them in storage.local. */
export const deviceSecretItems = [secretsItem, vaultItem];

// storage.session, which is never on disk and gone when the browser ends.
export const sessionSecretsItem = defineItem('sessionSecrets', secretsSchema, {});
/** Base64; outlives the worker, which ends after half a minute. */
export const vaultKeyItem = defineItem('vaultKey', vaultKeySchema, null);
