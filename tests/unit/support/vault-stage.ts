import { vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ConnectCommand } from '@/lib/messages';
import { useStage } from './stage';
import { send } from './worker';

export const passphrase = 'correct horse battery staple';
export const minuteMs = 60_000;

/** The real worker and a sandbox, new for each test of a file, with helpers for tests of the vault. */
export function useVaultStage() {
  const stage = useStage();

  /** Connects the first user with a token that is kept encrypted, unless the options say otherwise. */
  const connect = (partial: Partial<ConnectCommand> = {}) =>
    send({
      type: 'connect',
      credentials: { kind: 'token', token: stage.sandbox.credentials.token },
      keeping: 'encrypted',
      passphrase,
      replaces: null,
      ...partial,
    });

  return Object.assign(stage, {
    connect,
    connectSecond: (partial: Partial<ConnectCommand> = {}) =>
      connect({
        credentials: { kind: 'token', token: stage.sandbox.users[1].credentials.token },
        ...partial,
      }),
    unlock: (given = passphrase) => send({ type: 'unlock', passphrase: given }),
    /** Closes the browser and starts it again. */
    async restartBrowser() {
      await browser.storage.session.clear();
      await fakeBrowser.runtime.onStartup.trigger();
    },
    /** Everything that could be on disk. */
    stored: async () =>
      JSON.stringify([await browser.storage.local.get(null), await browser.storage.sync.get(null)]),
  });
}

/** Makes key derivation instant, for tests that derive many keys. */
export function hurryKeys(): void {
  const derive = crypto.subtle.deriveBits.bind(crypto.subtle);
  vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation((parameters, ...rest) =>
    derive({ ...Object(parameters), iterations: 1 }, ...rest),
  );
}
