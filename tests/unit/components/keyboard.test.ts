import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import { emptySnapshot } from '@/lib/domain/snapshot';
import { connection, entry, known, nowMs, poll, stateOf } from '../domain/make';
import { press, search, showPending, showPopup, tick } from './pages';

const names = ['Acme', 'Globex', 'Initech'];
const invitations = names.map((name) => known({ id: name, organizationName: name }));

/** An answer to one of these that can still be undone. */
const held = (name: string, untilMs = nowMs + 5_000) =>
  entry({ key: name, name, hold: { kind: 'undo', untilMs, forMs: 5_000 }, nextAtMs: untilMs });

const rowOf = (name: string) => screen.getByRole('heading', { name }).closest('li') ?? document.body;

/** What has the focus: an organization, or a button's name. */
const focused = () => {
  const one = document.activeElement;
  const isRow = one?.matches('.invites > li');
  return isRow
    ? one?.querySelector('h2')?.textContent
    : (one?.getAttribute('aria-label') ?? one?.textContent);
};

describe('Undo', () => {
  /** Shows the popup with these answers just given. Returns what is undone there. */
  function showHeld(...held: ReturnType<typeof entry>[]): string[] {
    const undone: string[] = [];
    showPopup(stateOf(invitations, { outbox: held }), {
      onTakeBack: (row) => undone.push(row.response?.key ?? ''),
    });
    return undone;
  }

  it('works at once, with the button and with the key', () => {
    const undone = showHeld(held('Acme'), held('Globex'));
    press('Undo the answer to Acme');
    rowOf('Globex').focus();
    fireEvent.keyDown(rowOf('Globex'), { key: 'u' });
    expect(undone).toEqual(['Acme', 'Globex']);
  });

  it('undoes the last answer by key if no row has the focus', () => {
    const undone = showHeld(held('Acme'), held('Globex', nowMs + 9_000), {
      ...held('Initech', nowMs + 60_000),
      hold: { kind: 'trusted', untilMs: nowMs + 60_000, forMs: 60_000 },
    });
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(undone).toEqual(['Globex']);
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'u' });
    expect(undone).toEqual(['Globex']);
  });

  it('undoes the last answer by key from a row without one, and then the one before', () => {
    const undone = showHeld(held('Acme'), held('Globex', nowMs + 4_000));
    rowOf('Initech').focus();
    for (let i = 0; i < 3; i++) fireEvent.keyDown(rowOf('Initech'), { key: 'u' });
    expect(undone).toEqual(['Acme', 'Globex']);
  });

  it('prefers the answer of the focused row to a later one, and also stops a trusted one there', () => {
    const undone = showHeld(held('Acme'), held('Globex', nowMs + 4_000), {
      ...held('Initech', nowMs + 60_000),
      hold: { kind: 'trusted', untilMs: nowMs + 60_000, forMs: 60_000 },
    });
    for (const name of ['Initech', 'Globex']) {
      rowOf(name).focus();
      fireEvent.keyDown(rowOf(name), { key: 'u' });
    }
    fireEvent.keyDown(rowOf('Globex'), { key: 'u' });
    expect(undone).toEqual(['Initech', 'Globex', 'Acme']);
  });

  it('works by key while past invitations are shown', () => {
    const undone = showHeld(held('Acme'));
    press('Past');
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(undone).toEqual(['Acme']);
  });

  it('is still offered after a visit to the past invitations', () => {
    const undone = showHeld(held('Acme'));
    press('Past');
    expect(screen.queryByRole('button', { name: 'Undo the answer to Acme' })).toBeNull();
    press('Pending');
    press('Undo the answer to Acme');
    expect(undone).toEqual(['Acme']);
  });

  it('works again if the same invitation is answered a second time', () => {
    const undone: string[] = [];
    const again = showPopup(stateOf(invitations, { outbox: [held('Acme')] }), {
      onTakeBack: (row) => undone.push(row.response?.key ?? ''),
    });
    fireEvent.keyDown(document.body, { key: 'u' });
    again(stateOf(invitations, { outbox: [held('Acme', nowMs + 9_000)] }));
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(undone).toEqual(['Acme', 'Acme']);
  });

  it('counts a key that is held down only once', () => {
    const undone = showHeld(held('Acme'));
    rowOf('Acme').focus();
    fireEvent.keyDown(rowOf('Acme'), { key: 'u' });
    for (let i = 0; i < 5; i++) fireEvent.keyDown(rowOf('Acme'), { key: 'u', repeat: true });
    expect(undone).toEqual(['Acme']);
  });
});

describe('a key for an answer that is not possible', () => {
  const said = () => screen.queryByRole('alert')?.textContent;
  const pressIn = (name: string, key: string) => {
    rowOf(name).focus();
    fireEvent.keyDown(rowOf(name), { key });
  };
  const readOnly = /^This API token is read-only/;

  it('shows in the row that the token is read-only, until it is pressed in another row', () => {
    showPending(stateOf(invitations, { connections: [connection({ canRespond: false })] }));
    pressIn('Acme', 'a');
    expect(within(rowOf('Acme')).getByRole('alert').textContent).toMatch(readOnly);
    pressIn('Globex', 'r');
    expect(within(rowOf('Globex')).getByRole('alert').textContent).toMatch(readOnly);
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });

  it('shows that the login is locked or refused', () => {
    const connections = [connection({ keeping: 'encrypted' }), connection({ id: 'c2' })];
    const failure = silentFailure('token-invalid', nowMs);
    showPending(
      stateOf(invitations, {
        connections,
        snapshots: {
          c1: { ...emptySnapshot, invitations: invitations.slice(0, 1) },
          c2: { ...emptySnapshot, invitations: invitations.slice(1) },
        },
        polls: { c1: poll(), c2: poll({ failure, fetchedAtMs: null, nextAtMs: null }) },
      }),
    );
    pressIn('Acme', 'a');
    expect(said()).toBe('Unlock to check encrypted logins and answer their invitations.');
    pressIn('Globex', 'a');
    expect(said()).toBe("Cloudflare doesn't accept this API token");
  });

  it('shows that the organization does not allow rejecting', () => {
    showPending(stateOf(invitations), { hideReject: true });
    pressIn('Acme', 'r');
    expect(said()).toBe("Invitations can't be rejected here");
  });

  it('shows nothing in a row that is being answered, and nothing once answering is possible', async () => {
    const outbox = [entry({ key: 'Acme', phase: 'sent' })];
    const connections = [connection({ canRespond: false })];
    const again = showPopup(stateOf(invitations, { outbox, connections }));
    pressIn('Acme', 'a');
    expect(said()).toBeUndefined();
    pressIn('Globex', 'a');
    expect(said()).toMatch(readOnly);
    again(stateOf(invitations, { outbox }));
    expect(said()).toBeUndefined();
  });
});

describe('the search field', () => {
  const field = () => screen.getByRole<HTMLInputElement>('searchbox');

  it.each(['Escape', 'ArrowDown'])('gives the focus to the first row by %s', (key) => {
    showPopup(stateOf(invitations));
    field().focus();
    // False means that the browser does not close the popup.
    expect(fireEvent.keyDown(field(), { key })).toBe(false);
    expect(focused()).toBe('Acme');
  });

  it('is cleared by the first Escape, and left by the second', () => {
    showPopup(stateOf(invitations));
    field().focus();
    search('glob');
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect([field().value, focused()]).toEqual(['', 'Search']);
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(focused()).toBe('Acme');
  });

  it('leaves the down arrow to an input method that is composing', () => {
    showPopup(stateOf(invitations));
    field().focus();
    fireEvent.keyDown(field(), { key: 'ArrowDown', isComposing: true });
    expect(focused()).toBe('Search');
  });
});

describe('the focus', () => {
  const button = (name: string) => screen.getByRole('button', { name });
  const pressEscape = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });

  it('returns to the button or row that opened the question about one invitation', () => {
    showPending(stateOf(invitations));
    button('Reject invitation to Globex').focus();
    press('Reject invitation to Globex');
    expect(focused()).toBe('Cancel, keep invitation to Globex');
    pressEscape();
    expect(focused()).toBe('Reject invitation to Globex');
    rowOf('Initech').focus();
    fireEvent.keyDown(rowOf('Initech'), { key: 'r' });
    pressEscape();
    expect(focused()).toBe('Initech');
  });

  it('returns to the button that opened the question about several', () => {
    showPending(stateOf(invitations));
    press('Select');
    tick('Select all');
    for (const name of ['Accept…', 'Reject…']) {
      button(name).focus();
      press(name);
      expect(focused()).toBe('Back');
      pressEscape();
      expect(focused()).toBe(name);
    }
  });

  it('goes to the last focused row after a bulk answer, or else to the first', async () => {
    showPending(stateOf(invitations));
    for (const name of ['Acme', 'Initech']) {
      press('Select');
      tick('Select all');
      if (name === 'Initech') rowOf(name).focus();
      button('Accept…').focus();
      press('Accept…');
      button('Yes, accept').focus();
      press('Yes, accept');
      await waitFor(() => expect(focused()).toBe(name));
    }
  });

  it('goes to the list once it is unlocked', async () => {
    const connections = [connection({ keeping: 'encrypted' })];
    const again = showPopup(stateOf(invitations, { connections }));
    await waitFor(() => expect(focused()).toBe('Passphrase'));
    again(stateOf(invitations, { connections, unlocked: { usedAtMs: nowMs } }));
    await waitFor(() => expect(focused()).toBe('Acme'));
  });

  it('stays in the row when the part of it that had the focus closes', async () => {
    showPending(stateOf(invitations));
    press('Globex');
    button('Copy Account ID').focus();
    pressEscape();
    await waitFor(() => expect(focused()).toBe('Globex'));
  });
});
