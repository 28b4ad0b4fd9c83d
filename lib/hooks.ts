import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { FollowedState } from '@/lib/storage/follow-state';
import type { PageState } from '@/lib/storage/page-state';

// What both pages follow while they are open.

/** The state as storage holds it, renewed whenever the worker writes. */
export function useStoredState({ first, follow }: FollowedState): PageState {
  const [state, setState] = useState(first);
  useEffect(() => follow(setState), []);
  return state;
}

const tickMs = 15_000;

/**
 * The time (epoch ms), renewed with the state, which it is never behind, and often enough for words such as '2 minutes
 * ago' to stay true; the same until then, so that what follows from both need not be made anew.
 */
export function useNow(state: PageState): number {
  const [tick, next] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, tickMs);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => Date.now(), [state, tick]);
}
