import { describe, expect, it } from 'vitest';
import { afterLook, afterScroll, isDeliberate } from '@/components/popup/press-guard';

const seen = { left: 200, top: 100, label: 'Accept invitation to Acme' };
const standing = { ...seen, sinceMs: 1_000 };
const never = Number.NEGATIVE_INFINITY;

describe('afterLook', () => {
  it('starts counting for a new button', () => {
    expect(afterLook(undefined, seen, 1_000)).toEqual(standing);
  });

  it('keeps counting for a button that stays in place, or moves by less than matters to a pointer', () => {
    expect(afterLook(standing, seen, 2_000)).toEqual(standing);
    expect(afterLook(standing, { ...seen, top: 103 }, 2_000)).toEqual(standing);
  });

  it.each([
    ['up or down', { ...seen, top: 64 }],
    ['sideways', { ...seen, left: 120 }],
    ['to another meaning', { ...seen, label: 'Yes, reject' }],
  ])('starts again for a button that moved %s', (_, now) => {
    expect(afterLook(standing, now, 2_000)).toEqual({ ...now, sinceMs: 2_000 });
  });

  it('adds up many small shifts', () => {
    const steps = [101, 102, 103, 104].map((top) => ({ ...seen, top }));
    let last = standing;
    for (const [i, now] of steps.entries()) last = afterLook(last, now, 2_000 + i);
    expect(last.sinceMs).toBe(2_003);
  });
});

describe('afterScroll', () => {
  it('keeps counting wherever the user scrolls the button, unless its meaning changes', () => {
    expect(afterScroll(standing, { ...seen, top: 20 }, 2_000)).toEqual({ ...standing, top: 20 });
    expect(afterScroll(standing, { ...seen, label: 'Close' }, 2_000).sinceMs).toBe(2_000);
    expect(afterScroll(undefined, seen, 2_000).sinceMs).toBe(2_000);
  });
});

describe('isDeliberate', () => {
  const press = { atMs: 1_500, clicks: 1, isUndo: false, standing, refusedAtMs: never };

  it('allows one press, by pointer or key, half a second after the button stopped moving', () => {
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

  it('allows Undo at once, but not as the second click of a double-click', () => {
    const undo = { ...press, isUndo: true, atMs: 1_001, refusedAtMs: 1_000 };
    expect(isDeliberate(undo)).toBe(true);
    expect(isDeliberate({ ...undo, clicks: 2 })).toBe(false);
  });

  it('allows a press again half a second after the last refused one', () => {
    expect(isDeliberate({ ...press, refusedAtMs: 1_000 })).toBe(true);
  });
});
