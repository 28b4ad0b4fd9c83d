// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { entry, known, nowMs, stateOf } from '../domain/make';
import { press, search, showPopup } from './pages';

const names = ['Acme', 'Globex', 'Initech'];
const invitations = names.map((name) => known({ id: name, organizationName: name }));

/** The answer to one of these, which can still be undone. */
const held = (name: string, untilMs = nowMs + 5_000) =>
  entry({ key: name, name, hold: { kind: 'undo', untilMs, forMs: 5_000 }, nextAtMs: untilMs });

const rowOf = (name: string) => screen.getByRole('heading', { name }).closest('li') ?? document.body;

describe('Undo', () => {
  /** The popup with answers just given, and what was undone there. */
  function showHeld(...held: ReturnType<typeof entry>[]): string[] {
    const undone: string[] = [];
    showPopup(stateOf(invitations, { outbox: held }), {
      onTakeBack: (row) => undone.push(row.response?.key ?? ''),
    });
    return undone;
  }

  it('counts at once, as a button and as a key', () => {
    const undone = showHeld(held('Acme'), held('Globex'));
    press('Undo the answer to Acme');
    rowOf('Globex').focus();
    fireEvent.keyDown(rowOf('Globex'), { key: 'u' });
    expect(undone).toEqual(['Acme', 'Globex']);
  });

  it('of the last answer is a key where no row has the focus', () => {
    const undone = showHeld(held('Acme'), held('Globex', nowMs + 9_000), {
      ...held('Initech', nowMs + 60_000),
      hold: { kind: 'trusted', untilMs: nowMs + 60_000, forMs: 60_000 },
    });
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(undone).toEqual(['Globex']);
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'u' });
    expect(undone).toEqual(['Globex']);
  });

  it('takes a held key once', () => {
    const undone = showHeld(held('Acme'));
    rowOf('Acme').focus();
    fireEvent.keyDown(rowOf('Acme'), { key: 'u' });
    for (let i = 0; i < 5; i++) fireEvent.keyDown(rowOf('Acme'), { key: 'u', repeat: true });
    expect(undone).toEqual(['Acme']);
  });
});

describe('the search field', () => {
  const field = () => screen.getByRole<HTMLInputElement>('searchbox');
  const focused = () =>
    document.activeElement?.querySelector('h2')?.textContent ?? document.activeElement?.localName;

  it.each(['Escape', 'ArrowDown'])('gives the focus to the first row by %s', (key) => {
    showPopup(stateOf(invitations));
    field().focus();
    // False: the browser is not to close the popup.
    expect(fireEvent.keyDown(field(), { key })).toBe(false);
    expect(focused()).toBe('Acme');
  });

  it('is cleared first by Escape, and left by the next', () => {
    showPopup(stateOf(invitations));
    field().focus();
    search('glob');
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect([field().value, focused()]).toEqual(['', 'input']);
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(focused()).toBe('Acme');
  });

  it('leaves the arrow down to an input method that composes', () => {
    showPopup(stateOf(invitations));
    field().focus();
    fireEvent.keyDown(field(), { key: 'ArrowDown', isComposing: true });
    expect(focused()).toBe('input');
  });
});
