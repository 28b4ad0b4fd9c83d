import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { FollowedState } from '@/lib/storage/follow-state';
import type { PageState } from '@/lib/storage/page-state';

// Hooks that both pages use.

/** The stored state, updated whenever the worker writes. */
export function useStoredState({ first, follow }: FollowedState): PageState {
  const [state, setState] = useState(first);
  useEffect(() => follow(setState), []);
  return state;
}

const tickMs = 15_000;

/**
 * The current time (epoch ms). It is updated with the state, never older than it, and often enough for texts such as
 * '2 minutes ago' to stay true. In between it stays the same, so that values derived from it can be reused.
 */
export function useNow(state: PageState): number {
  const [tick, next] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, tickMs);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => Date.now(), [state, tick]);
}
