import { type Keeping, passphraseProblem } from '@/lib/domain/credentials';
import type { FailureReason } from '@/lib/domain/failure';
import { hasIdled } from '@/lib/domain/lock';
import { isKeepingAllowed } from '@/lib/domain/settings';
import {
  forgetOpenVault,
  type OpenVault,
  readCredentials,
  readOpenVault,
  type StoredCredentials,
  writeOpenVault,
} from '@/lib/storage/credential-store';
import { credentialWrites } from '@/lib/storage/set-aside';
import { readPolicy, readSettings } from '@/lib/storage/settings';
import { StorageError, updateState } from '@/lib/storage/state';
import { currentRounds, deriveKey, newKdf, seal, unseal, type Vault } from '@/lib/vault-crypto';
import type { WorkerContext } from './context';

/**
 * Runs `job` while nothing else changes the credentials or the vault's key. Do not request this lock while already
 * holding it, nor inside updateState, whose lock may be taken inside this one.
 */
export function withCredentialLock<T>(job: () => Promise<T>): Promise<T> {
  return navigator.locks.request('credentials', job);
}

/** Why the vault was not opened, or not encrypted again; null if it was. */
export type VaultProblem = Extract<FailureReason, 'passphrase-wrong' | 'credentials-gone'> | null;

/**
 * Opens the vault until the browser is closed, the vault is unused for the time that the user set, or it is locked by
 * hand. A wrong passphrase takes as long as the right one. A vault with fewer rounds than `currentRounds` is encrypted
 * again with that many.
 */
export async function unlock(context: WorkerContext, passphrase: string): Promise<VaultProblem> {
  return withCredentialLock(async () => {
    const { vault } = await readCredentials();
    if (!vault) return 'credentials-gone';
    const key = await deriveKey(passphrase, vault.kdf);
    const entries = await openEntries(vault, key);
    if (!entries) return 'passphrase-wrong';
    const open = { key, usedAtMs: context.nowMs() };
    await writeOpenVault(open);
    if (vault.kdf.rounds < currentRounds) {
      await sealAgain(open, entries, passphrase).catch((error: unknown) => {
        // The vault is open anyway.
        if (!(error instanceof StorageError)) throw error;
      });
    }
    return null;
  });
}

/** Locks the vault. */
export async function lock(): Promise<void> {
  await withCredentialLock(forgetOpenVault);
}

/** Locks the vault if the user has not used the extension for the time that they set. */
export async function lockWhenIdle(context: WorkerContext): Promise<void> {
  await withCredentialLock(async () => {
    await readUnlessIdle(context);
  });
}

/** Restarts the idle time, because the user did something; locks the vault if that time is already over. */
export async function noteUse(context: WorkerContext): Promise<void> {
  await withCredentialLock(async () => {
    const open = await readUnlessIdle(context);
    if (open) await writeOpenVault({ ...open, usedAtMs: context.nowMs() });
  });
}

/** The vault's key; null if the vault is locked, or has just been locked because it was unused for too long. */
async function readUnlessIdle({ nowMs }: WorkerContext): Promise<OpenVault | null> {
  const [open, { lockAfterMinutes }] = await Promise.all([readOpenVault(), readSettings()]);
  if (!open || !hasIdled(open, lockAfterMinutes, nowMs())) return open;
  await forgetOpenVault();
  return null;
}

/**
 * Why credentials cannot be kept this way, checked before anything is sent; null if they can. Opens the vault if
 * `passphrase` fits.
 */
export async function obstacleTo(
  context: WorkerContext,
  keeping: Keeping,
  passphrase: string | null,
): Promise<FailureReason | null> {
  // The form only offers what is allowed, but an open page may not know of the policy yet.
  if (!isKeepingAllowed(await readPolicy(), keeping)) return 'keeping-forbidden';
  return keeping === 'encrypted' ? prepareVault(context, passphrase) : null;
}

/**
 * Makes sure that credentials can be encrypted with `passphrase`. Returns why not, or null. Without a passphrase the
 * vault has to be open already.
 */
async function prepareVault(
  context: WorkerContext,
  passphrase: string | null,
): Promise<FailureReason | null> {
  const { vault, key } = await readCredentials();
  if (vault && key !== null) return null;
  if (passphrase === null) return 'locked';
  if (vault) return unlock(context, passphrase);
  return passphraseProblem(passphrase) ? 'locked' : null;
}

/**
 * `stored` with an open vault: the existing one, or a new one for `passphrase`. Null if it has been locked meanwhile.
 * Call it while holding the credential lock.
 */
export async function withVault(
  { nowMs }: WorkerContext,
  stored: StoredCredentials,
  passphrase: string | null,
): Promise<StoredCredentials | null> {
  if (stored.vault) return stored.key === null ? null : stored;
  if (passphrase === null) return null;
  const kdf = newKdf();
  const key = await deriveKey(passphrase, kdf);
  // Before the vault is stored, so that its entries can be decrypted from then on.
  await writeOpenVault({ key, usedAtMs: nowMs() });
  return { ...stored, vault: { kdf, entries: {} }, key };
}

/**
 * Encrypts everything again with another passphrase, and opens the vault. Rejects with a StorageError if nothing was
 * changed.
 */
export async function changePassphrase(
  context: WorkerContext,
  current: string,
  next: string,
): Promise<VaultProblem> {
  return withCredentialLock(async () => {
    const { vault } = await readCredentials();
    if (!vault) return 'credentials-gone';
    const key = await deriveKey(current, vault.kdf);
    const entries = await openEntries(vault, key);
    if (!entries) return 'passphrase-wrong';
    await sealAgain({ key, usedAtMs: context.nowMs() }, entries, next);
    return null;
  });
}

/**
 * Stores the vault with the `opened` entries encrypted with a new key for `passphrase`, and opens it. If the browser
 * refuses to write, everything stays as before, and this rejects.
 */
async function sealAgain(
  { usedAtMs }: OpenVault,
  opened: [string, string][],
  passphrase: string,
): Promise<void> {
  const before = await readOpenVault();
  const kdf = newKdf();
  const key = await deriveKey(passphrase, kdf);
  const entries: Vault['entries'] = {};
  for (const [id, text] of opened) entries[id] = await seal(key, id, text);
  // Lock it between the two writes, so that a worker that is stopped here does not leave a key that opens nothing.
  await forgetOpenVault();
  try {
    const { device } = await readCredentials();
    await updateState(async () => ({ also: await credentialWrites({ device, vault: { kdf, entries } }) }));
  } catch (error) {
    if (before) await writeOpenVault(before);
    throw error;
  }
  await writeOpenVault({ key, usedAtMs });
}

/** The decrypted entries by connection id, or null if the key opens none of them. Damaged entries are left out. */
async function openEntries({ entries }: Vault, key: string): Promise<[string, string][] | null> {
  const opened: [string, string][] = [];
  for (const [id, sealed] of Object.entries(entries)) {
    const text = await unseal(key, id, sealed);
    if (text !== null) opened.push([id, text]);
  }
  return opened.length > 0 ? opened : null;
}
