import { useEffect, useRef, useState } from 'preact/hooks';
import { isWarning } from '@/lib/domain/caution';
import type { InviteRow } from '@/lib/domain/rows';
import { useEscape } from './use-escape';

type Keys = ReadonlySet<string>;

/** Whether the user has to look at a row before it is selected, because it has a warning. */
export function isCautioned({ invitation }: InviteRow): boolean {
  return invitation.cautions.some(isWarning);
}

/**
 * The keys of the selected rows, or null while nothing is being selected, and the function that sets them. A click on a
 * row selects it; with Shift, all rows from the last one to it, except those with a warning.
 */
export function useSelection(rows: InviteRow[], canChoose: (row: InviteRow) => boolean) {
  const [selected, setSelected] = useState<Keys | null>(null);
  const last = useRef('');
  useEscape('selection', selected !== null, () => setSelected(null));

  const choose = (at: number, isRange: boolean) => {
    const row = rows[at];
    if (!selected || !row || !canChoose(row)) return;
    const from = isRange ? rows.findIndex(({ key }) => key === last.current) : -1;
    last.current = row.key;
    const isOn = !selected.has(row.key);
    const next = new Set(selected);
    const set = ({ key }: InviteRow) => (isOn ? next.add(key) : next.delete(key));
    if (from < 0) set(row);
    else
      for (const one of rows.slice(Math.min(from, at), Math.max(from, at) + 1))
        if (canChoose(one) && !(isOn && isCautioned(one))) set(one);
    setSelected(next);
  };
  const latest = useRef(choose);
  latest.current = choose;

  useEffect(() => {
    const press = (event: MouseEvent | KeyboardEvent) => {
      const { target } = event;
      if (!(target instanceof Element)) return;
      const row = target.closest('.invites > li');
      const isPress =
        event instanceof KeyboardEvent ? event.key === ' ' && target === row : !target.closest('a, button');
      if (!row || !isPress) return;
      if (event.type === 'keydown') event.preventDefault();
      latest.current(Number(row.getAttribute('aria-posinset')) - 1, event.shiftKey);
    };
    if (!selected) return;
    document.addEventListener('click', press);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('click', press);
      document.removeEventListener('keydown', press);
    };
  }, [selected !== null]);

  return [selected, setSelected] as const;
}
