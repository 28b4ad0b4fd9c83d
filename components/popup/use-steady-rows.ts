import type { RefObject } from 'preact';
import { useMemo, useReducer, useRef } from 'preact/hooks';
import type { InviteRow } from '@/lib/domain/rows';
import { type SteadyList, steadyList } from '@/lib/domain/steady-list';
import { useAim } from './use-aim';

interface SteadyRows extends SteadyList {
  /** Whether a row is no longer open and the user did not answer it here. */
  settledElsewhere: boolean;
  /** The user answered these here, so they know why these rows disappear. */
  noteAnswered(keys: string[]): void;
  /** Shows the list as it is now, even while the user is aiming at it. */
  update(): void;
}

/** The rows to show in `area`, which stay where they are while the user aims at them. */
export function useSteadyRows(latest: InviteRow[], area: RefObject<HTMLElement | null>): SteadyRows {
  const aim = useAim(area);
  const shown = useRef<InviteRow[]>([]);
  const answeredHere = useRef(new Set<string>());
  const [updates, countUpdate] = useReducer<number, void>((count) => count + 1, 0);
  const list = useMemo(
    () => steadyList(shown.current, latest, aim, answeredHere.current),
    [latest, aim, updates],
  );
  shown.current = list.rows;
  return {
    ...list,
    settledElsewhere: [...list.settled].some((key) => !answeredHere.current.has(key)),
    noteAnswered(keys) {
      for (const key of keys) answeredHere.current.add(key);
    },
    update() {
      shown.current = [];
      countUpdate();
    },
  };
}
