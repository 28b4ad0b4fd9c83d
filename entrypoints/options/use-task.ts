import { type Dispatch, type StateUpdater, useEffect, useState } from 'preact/hooks';
import { type Task, taskOf } from '@/components/options/task';
import type { Connection } from '@/lib/domain/connection';
import { targetOf } from '@/lib/options-link';

/** What the person is doing on the page: what its address asks for, also when that changes, until they choose. */
export function useTask(
  connections: readonly Connection[],
): [Task | null, Dispatch<StateUpdater<Task | null>>] {
  const asked = () => taskOf(targetOf(location.hash), connections);
  const [task, setTask] = useState<Task | null>(asked);
  useEffect(() => {
    const follow = () => {
      const next = asked();
      if (next) setTask(next);
      // Once only: a reload, or the same link again, begins anew.
      history.replaceState(null, '', location.pathname);
    };
    if (location.hash) history.replaceState(null, '', location.pathname);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [connections]);
  return [task, setTask];
}
