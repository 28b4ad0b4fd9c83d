import { shortestPassphrase } from '@/lib/domain/credentials';
import { hasIdled } from '@/lib/domain/lock';
import { forgetKey, readCredentials, type StoredCredentials, writeKey } from '@/lib/storage/credential-store';
import { unlockedItem } from '@/lib/storage/items';
import { readSettings } from '@/lib/storage/settings';
import { updateState } from '@/lib/storage/state';
import { currentRounds, deriveKey, newKdf, seal, unseal, type Vault } from '@/lib/vault-crypto';
import type { WorkerContext } from './context';

/**
 * Opens the vault until the browser ends, it is left unused for the time set, or it is locked by hand. Returns false when the
 * passphrase is wrong, which takes as long to find out as that it is right. A vault of fewer rounds than are usual
 * today is sealed anew with today's.
 */
export async function unlock(context: WorkerContext, passphrase: string): Promise<boolean> {
  const { vault } = await readCredentials();
  // Nothing to open: every connection that had something in it is told apart as having lost its credentials.
  if (!vault) return true;
  if (vault.kdf.rounds < currentRounds) return changePassphrase(context, passphrase, passphrase);
  const key = await deriveKey(passphrase, vault.kdf);
  if ((await openEntries(vault, key)) === null) return false;
  await writeKey(key, { usedAtMs: context.nowMs() });
  return true;
}

/** Locks when nobody has used the extension for the time that the person set. */
export async function lockWhenIdle({ nowMs }: WorkerContext): Promise<void> {
  const [unlocked, { lockAfterMinutes }] = await Promise.all([unlockedItem.get(), readSettings()]);
  if (unlocked && hasIdled(unlocked, lockAfterMinutes, nowMs())) await forgetKey();
}

/** Begins the idle time anew, because the person did something; too late, it locks. */
export async function noteUse(context: WorkerContext): Promise<void> {
  if (!(await unlockedItem.get())) return;
  await lockWhenIdle(context);
  if (await unlockedItem.get()) await unlockedItem.set({ usedAtMs: context.nowMs() });
}

/**
 * Sees that credentials can be sealed with `passphrase`; to be called before anything is sent for them. Returns what
 * stands in the way, or null. Without a passphrase only an open vault will do.
 */
export async function prepareVault(
  context: WorkerContext,
  passphrase: string | null,
): Promise<'locked' | 'passphrase-wrong' | null> {
  const { vault, key } = await readCredentials();
  if (vault && key !== null) return null;
  if (passphrase === null) return 'locked';
  if (vault) return (await unlock(context, passphrase)) ? null : 'passphrase-wrong';
  return passphrase.length < shortestPassphrase ? 'locked' : null;
}

/** `stored` with an open vault: the one that is open, or a new one of `passphrase`. Null when it has locked meanwhile. */
export async function withVault(
  { nowMs }: WorkerContext,
  stored: StoredCredentials,
  passphrase: string | null,
): Promise<StoredCredentials | null> {
  if (stored.vault) return stored.key === null ? null : stored;
  if (passphrase === null) return null;
  const kdf = newKdf();
  const key = await deriveKey(passphrase, kdf);
  await writeKey(key, { usedAtMs: nowMs() });
  return { ...stored, vault: { kdf, entries: {} }, key };
}

/** Seals everything anew under another passphrase and opens it. Returns false when the current one is wrong. */
export async function changePassphrase(
  context: WorkerContext,
  current: string,
  next: string,
): Promise<boolean> {
  let key = '';
  await updateState(async () => {
    const stored = await readCredentials();
    const { vault } = stored;
    const opened = vault && (await openEntries(vault, await deriveKey(current, vault.kdf)));
    if (!opened) return {};
    const kdf = newKdf();
    key = await deriveKey(next, kdf);
    const entries: Vault['entries'] = {};
    for (const [id, text] of opened) entries[id] = await seal(key, id, text);
    // Locked between the two storages: a worker that is cut short here leaves no key that opens nothing.
    await forgetKey();
    return { credentials: { ...stored, vault: { kdf, entries } } };
  });
  if (key === '') return false;
  await writeKey(key, { usedAtMs: context.nowMs() });
  return true;
}

/** Every entry's text by connection id, or null when the key opens none. A damaged entry hides no other. */
async function openEntries({ entries }: Vault, key: string): Promise<[string, string][] | null> {
  const opened: [string, string][] = [];
  for (const [id, sealed] of Object.entries(entries)) {
    const text = await unseal(key, id, sealed);
    if (text !== null) opened.push([id, text]);
  }
  return opened.length > 0 ? opened : null;
}
