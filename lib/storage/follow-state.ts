import { browser } from 'wxt/browser';
import { sendCommand } from '@/lib/messages';
import { admissionKey, localKeys, sessionKeys } from './keys';
import { type PageState, readPageState, unreadableState } from './page-state';
import { isPressKey } from './presses';

const followed = [...localKeys, ...sessionKeys, admissionKey].map(({ key }) => key);

/** The state when a page was opened, and what tells of every change since. */
export interface FollowedState {
  first: PageState;
  /** Calls back with the state as it is now, whenever it has changed since `first` was read; before this call, too. */
  follow(listener: (state: PageState) => void): void;
}

/**
 * Reads the state for as long as the page is open; where the worker has yet to check what is stored, once it has.
 * It listens before it reads: no change falls between the two.
 */
export async function followState(): Promise<FollowedState> {
  let isStale = false;
  let tell = () => {
    isStale = true;
  };
  let endWait = () => {};
  const checked = new Promise<void>((resolve) => {
    endWait = resolve;
  });
  browser.storage.onChanged.addListener((changes) => {
    if (admissionKey.key in changes) endWait();
    if (Object.keys(changes).some((key) => followed.includes(key) || isPressKey(key))) tell();
  });
  const read = () => readPageState().catch(unreadableState);
  let first = await read();
  if (!first) {
    // The worker replies later than it has checked, and also when it could not.
    await Promise.race([checked, sendCommand({ type: 'opened' }).catch(() => {})]);
    first = await read();
  }
  return {
    first: first ?? unreadableState(),
    follow(listener) {
      let latest = 0;
      tell = async () => {
        const number = ++latest;
        const state = await read();
        // A read may take longer than a later one.
        if (number === latest && state) listener(state);
      };
      if (isStale) tell();
    },
  };
}
