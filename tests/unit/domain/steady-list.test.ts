import { describe, expect, it } from 'vitest';
import { type InviteRow, inviteRows } from '@/lib/domain/rows';
import { type Aim, steadyList } from '@/lib/domain/steady-list';
import { entry, known, nowMs, stateOf } from './make';

const underWay = entry({ key: 'b', phase: 'sent', attempts: 1 });

function rows(...names: string[]): InviteRow[] {
  return inviteRows(stateOf(names.map((id) => known({ id, organizationName: id }))), nowMs);
}

function list(shown: InviteRow[], latest: InviteRow[], aim: Aim, answered: string[] = []) {
  const steady = steadyList(shown, latest, aim, new Set(answered.map((id) => `c1 ${id}`)));
  return {
    rows: steady.rows.map((row) => row.invitation.key + (steady.settled.has(row.key) ? ' settled' : '')),
    held: steady.held,
  };
}

describe('steadyList', () => {
  it('is the latest list if the user is not aiming, and if nothing was shown yet', () => {
    expect(list(rows('a', 'b'), rows('c', 'a'), 'none')).toEqual({ rows: ['c', 'a'], held: 0 });
    expect(list([], rows('c', 'a'), 'moving')).toEqual({ rows: ['c', 'a'], held: 0 });
  });

  it.each(['moving', 'resting'] as const)('holds new rows back and keeps the order while %s', (aim) => {
    expect(list(rows('a', 'b'), rows('c', 'b', 'a', 'd'), aim)).toEqual({ rows: ['a', 'b'], held: 2 });
  });

  it.each(['moving', 'resting'] as const)(
    'keeps the row of an invitation answered elsewhere while %s',
    (aim) => {
      expect(list(rows('a', 'b', 'c'), rows('a', 'c'), aim)).toEqual({
        rows: ['a', 'b settled', 'c'],
        held: 0,
      });
      expect(list(rows('a'), [], aim)).toEqual({ rows: ['a settled'], held: 0 });
    },
  );

  it('keeps the row of an invitation answered here only until the pointer rests', () => {
    const shown = rows('a', 'b', 'c');
    expect(list(shown, rows('a', 'c'), 'moving', ['b']).rows).toEqual(['a', 'b settled', 'c']);
    expect(list(shown, rows('a', 'c'), 'resting', ['b']).rows).toEqual(['a', 'c']);
    const answering = shown.map((row, i) => (i === 1 ? { ...row, response: underWay } : row));
    expect(list(answering, rows('a', 'c'), 'resting').rows).toEqual(['a', 'c']);
  });

  it('shows what changed in a row that stays', () => {
    const [renamed] = inviteRows(stateOf([known({ id: 'a', organizationName: 'Other' })]), nowMs);
    const steady = steadyList(rows('a'), renamed ? [renamed] : [], 'moving', new Set());
    expect(steady.rows).toEqual([renamed]);
  });
});
