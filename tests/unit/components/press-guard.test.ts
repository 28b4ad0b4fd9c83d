import { describe, expect, it } from 'vitest';
import { afterLook, afterScroll, isDeliberate } from '@/components/popup/press-guard';

const seen = { left: 200, top: 100, label: 'Accept invitation to Acme' };
const standing = { ...seen, sinceMs: 1_000 };
const never = Number.NEGATIVE_INFINITY;

describe('afterLook', () => {
  it('begins with a button that was not there before', () => {
    expect(afterLook(undefined, seen, 1_000)).toEqual(standing);
  });

  it('goes on for one that stands, or is off by less than a pointer would miss', () => {
    expect(afterLook(standing, seen, 2_000)).toEqual(standing);
    expect(afterLook(standing, { ...seen, top: 103 }, 2_000)).toEqual(standing);
  });

  it.each([
    ['up or down', { ...seen, top: 64 }],
    ['set-aside-writes', { ...seen, left: 120 }],
    ['to another meaning', { ...seen, label: 'Yes, reject' }],
  ])('begins anew for one that moved %s', (_, now) => {
    expect(afterLook(standing, now, 2_000)).toEqual({ ...now, sinceMs: 2_000 });
  });

  it('notices many small shifts', () => {
    const steps = [101, 102, 103, 104].map((top) => ({ ...seen, top }));
    let last = standing;
    for (const [i, now] of steps.entries()) last = afterLook(last, now, 2_000 + i);
    expect(last.sinceMs).toBe(2_003);
  });
});

describe('afterScroll', () => {
  it('goes on wherever the person scrolled it to, but not for another meaning', () => {
    expect(afterScroll(standing, { ...seen, top: 20 }, 2_000)).toEqual({ ...standing, top: 20 });
    expect(afterScroll(standing, { ...seen, label: 'Close' }, 2_000).sinceMs).toBe(2_000);
    expect(afterScroll(undefined, seen, 2_000).sinceMs).toBe(2_000);
  });
});

describe('isDeliberate', () => {
  const press = { atMs: 1_500, clicks: 1, isUndo: false, standing, refusedAtMs: never };

  it('takes one press, by pointer or key, half a second after the button came to stand', () => {
    expect(isDeliberate(press)).toBe(true);
    expect(isDeliberate({ ...press, clicks: 0 })).toBe(true);
  });

  it.each([
    ['made too soon', { atMs: 1_499 }],
    ['made before the button moved, and handled late', { atMs: 900 }],
    ['the second click of a double-click', { clicks: 2 }],
    ['right after one that was refused', { refusedAtMs: 1_001 }],
  ])('refuses one %s', (_, difference) => {
    expect(isDeliberate({ ...press, ...difference })).toBe(false);
  });

  it('takes Undo at once, but not as the second click of a double-click', () => {
    const undo = { ...press, isUndo: true, atMs: 1_001, refusedAtMs: 1_000 };
    expect(isDeliberate(undo)).toBe(true);
    expect(isDeliberate({ ...undo, clicks: 2 })).toBe(false);
  });

  it('takes one again half a second after the last that was refused', () => {
    expect(isDeliberate({ ...press, refusedAtMs: 1_000 })).toBe(true);
  });
});
