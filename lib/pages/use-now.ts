import { useEffect, useMemo, useReducer } from 'preact/hooks';
import type { InviteState } from '@/lib/invites/state';

const tickMs = 15_000;

/**
 * The time (epoch ms), renewed with the state, which it is never behind, and often enough for words such as '2 minutes
 * ago' to stay true; the same until then, so that what follows from both need not be made anew.
 */
export function useNow(state: InviteState): number {
  const [tick, next] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, tickMs);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => Date.now(), [state, tick]);
}
