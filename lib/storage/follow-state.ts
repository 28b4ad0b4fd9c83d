import { browser } from 'wxt/browser';
import type { State } from '@/lib/domain/state';
import { isPressKey } from './presses';
import { readState, stateKeys } from './state';

/** The state when a page was opened, and what tells of every change since. */
export interface FollowedState {
  first: State;
  /** Calls back with the state as it is now, whenever it has changed since `first` was read; before this call, too. */
  follow(listener: (state: State) => void): void;
}

/** Reads the state for as long as the page is open. It listens before it reads: no change falls between the two. */
export async function followState(): Promise<FollowedState> {
  let isStale = false;
  let tell = () => {
    isStale = true;
  };
  browser.storage.onChanged.addListener((changes) => {
    if (Object.keys(changes).some((key) => stateKeys.includes(key) || isPressKey(key))) tell();
  });
  return {
    first: await readState().catch(unreadableState),
    follow(listener) {
      let latest = 0;
      tell = async () => {
        const number = ++latest;
        const state = await readState().catch(unreadableState);
        // A read may take longer than a later one.
        if (number === latest) listener(state);
      };
      if (isStale) tell();
    },
  };
}

/** What a page shows when the browser cannot even read what is stored. */
function unreadableState(): State {
  return {
    seq: 0,
    connections: [],
    snapshots: {},
    polls: {},
    presses: {},
    outbox: [],
    batch: null,
    unlocked: null,
    storageFailedAtMs: Date.now(),
  };
}
