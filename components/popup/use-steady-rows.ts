import type { RefObject } from 'preact';
import { useMemo, useReducer, useRef } from 'preact/hooks';
import type { InviteRow } from '@/lib/domain/rows';
import { type SteadyList, steadyList } from '@/lib/domain/steady-list';
import { useAim } from './use-aim';

interface SteadyRows extends SteadyList {
  /** Whether one is open no longer and the person did not answer it here. */
  settledElsewhere: boolean;
  /** The person answered these here, so that they know why they go. */
  noteAnswered(keys: string[]): void;
  /** Shows the list as it is now, whoever is aiming. */
  update(): void;
}

/** The rows to show in `area`, which stay where they are while somebody aims at them. */
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
