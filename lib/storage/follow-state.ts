import { browser } from 'wxt/browser';
import { sendCommand } from '@/lib/messages';
import { admissionKey, localKeys, sessionKeys } from './keys';
import { type PageState, readPageState, unreadableState } from './page-state';
import { isPressKey } from './presses';

const followed = [...localKeys, ...sessionKeys, admissionKey].map(({ key }) => key);

/** The state when the page was opened, and a way to follow later changes. */
export interface FollowedState {
  first: PageState;
  /** Calls back with the current state after every change since `first` was read, including those before this call. */
  follow(listener: (state: PageState) => void): void;
}

/**
 * Follows the state as long as the page is open. If the worker has not checked the stored data yet, waits until it has.
 * Listens before reading, so that no change is missed in between.
 */
export async function followState(): Promise<FollowedState> {
  let isStale = false;
  let notify = () => {
    isStale = true;
  };
  let endWait = () => {};
  const checked = new Promise<void>((resolve) => {
    endWait = resolve;
  });
  browser.storage.onChanged.addListener((changes) => {
    if (admissionKey.key in changes) endWait();
    if (Object.keys(changes).some((key) => followed.includes(key) || isPressKey(key))) notify();
  });
  const read = () => readPageState().catch(unreadableState);
  let first = await read();
  if (!first) {
    // The worker's reply comes after its check, and also if the check failed.
    await Promise.race([checked, sendCommand({ type: 'opened' }).catch(() => {})]);
    first = await read();
  }
  return {
    first: first ?? unreadableState(),
    follow(listener) {
      let latest = 0;
      notify = async () => {
        const number = ++latest;
        const state = await read();
        // A later read may have finished first.
        if (number === latest && state) listener(state);
      };
      if (isStale) notify();
    },
  };
}
