import { credentialsSchema } from '../cloudflare/credentials';
import { type Vault, vaultSchema } from '../vault/schema';
import { z } from '../zod';
import { defineItem } from './item';

// Read by the worker alone, and only to use them. No page's code holds this file.
const credentialsByConnection = z.record(z.string(), credentialsSchema);

// storage.local.
export const secretsItem = defineItem('secrets', credentialsByConnection, {});
export const vaultItem = defineItem<Vault | null>('vault', z.nullable(vaultSchema), null);

// storage.session, which is never on disk and gone when the browser ends.
export const sessionSecretsItem = defineItem('sessionSecrets', credentialsByConnection, {});
/** Base64; outlives the worker, which ends after half a minute. */
export const vaultKeyItem = defineItem('vaultKey', z.nullable(z.string()), null);
