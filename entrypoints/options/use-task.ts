import { type Dispatch, type StateUpdater, useEffect, useState } from 'preact/hooks';
import { type Task, taskOf } from '@/components/options/task';
import type { Connection } from '@/lib/domain/connection';
import { targetOf } from '@/lib/options-link';

/**
 * What the user is doing on the page: at first what its address asks for, also when that changes, until they choose
 * something else.
 */
export function useTask(
  connections: readonly Connection[],
): [Task | null, Dispatch<StateUpdater<Task | null>>] {
  const asked = () => taskOf(targetOf(location.hash), connections);
  const [task, setTask] = useState<Task | null>(asked);
  useEffect(() => {
    const follow = () => {
      const next = asked();
      if (next) setTask(next);
      // Only once, so that a reload, or the same link again, starts fresh.
      history.replaceState(null, '', location.pathname);
    };
    if (location.hash) history.replaceState(null, '', location.pathname);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [connections]);
  return [task, setTask];
}
