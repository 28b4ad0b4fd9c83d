import { useEffect, useRef } from 'preact/hooks';
import { allRows, type InviteRow } from '@/lib/domain/rows';
import type { State } from '@/lib/domain/state';
import { isTyping } from './use-press-guard';

/**
 * The key u undoes the answer in the focused row, if there is one to undo, or else the last answer anywhere; pressed
 * again, the one before. Returns the function with which every undo has to take back an answer.
 */
export function useUndo(
  state: State,
  nowMs: number,
  onTakeBack: (row: InviteRow) => void,
): (row: InviteRow) => void {
  /** Answers that were taken back here, but are shown as held until the worker has taken them back. */
  const takenBack = useRef(new Set<string>());
  const takeBack = (row: InviteRow) => {
    takenBack.current.add(holdText(row));
    onTakeBack(row);
  };
  const undo = () => {
    const held = allRows(state, nowMs).filter((row) => row.hold && !takenBack.current.has(holdText(row)));
    const focused = document.activeElement
      ?.closest('.invites > li')
      ?.querySelector<HTMLButtonElement>('[data-key=undo]')?.value;
    const [last] = held.filter(({ hold }) => hold?.kind === 'undo').sort((a, b) => untilMs(b) - untilMs(a));
    const row = held.find(({ key }) => key === focused) ?? last;
    if (row) takeBack(row);
  };
  const latest = useRef(undo);
  latest.current = undo;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'u' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
  return takeBack;
}

/** Identifies one answer to one invitation. If it is given again later, that is another answer. */
function holdText(row: InviteRow): string {
  return `${row.key} ${untilMs(row)}`;
}

function untilMs({ hold }: InviteRow): number {
  return hold?.untilMs ?? 0;
}
