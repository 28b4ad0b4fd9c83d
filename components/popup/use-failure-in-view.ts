import { useEffect, useRef } from 'preact/hooks';
import type { State } from '@/lib/domain/state';

/**
 * Scrolls to the message about a failure after a refresh that the user asked for, because without it nothing visible
 * would change in a list that is scrolled down. Returns the function to call when the user asks.
 */
export function useFailureInView({ connections, polls }: State, refreshing: boolean): () => void {
  /** The polls when the user asked, until the outcome is known. */
  const asked = useRef<State['polls'] | null>(null);
  useEffect(() => {
    if (!asked.current || refreshing) return;
    const hasFailed = connections.some(({ id }) => polls[id]?.failure);
    // The reply may arrive before the change of the stored state.
    if (!hasFailed && polls === asked.current) return;
    asked.current = null;
    if (hasFailed) document.querySelector('main > .notice')?.scrollIntoView({ block: 'nearest' });
  }, [refreshing, polls]);
  return () => {
    asked.current = polls;
  };
}
