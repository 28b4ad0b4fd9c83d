import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { hourMs, known, nowMs, stateOf } from '../domain/make';
import { organizations, pick, press, search, showPending, showPopup, tick } from './pages';

/** In the order in which they were sent, each by a different inviter and for a different role. */
const state = stateOf([
  known({
    id: '1',
    organizationName: 'Hooli',
    invitedBy: 'ana@hooli.example',
    roles: ['Administrator'],
    invitedAtMs: nowMs - 3 * hourMs,
    expiresAtMs: nowMs + 20 * hourMs,
  }),
  known({
    id: '2',
    organizationName: 'Acme',
    invitedBy: 'bo@acme.example',
    roles: ['Billing'],
    invitedAtMs: nowMs - 2 * hourMs,
    expiresAtMs: nowMs + 50 * hourMs,
  }),
  known({
    id: '3',
    organizationName: 'Café Globex',
    invitedBy: 'cleo@globex.example',
    roles: ['Super Administrator'],
    invitedAtMs: nowMs - hourMs,
    expiresAtMs: nowMs + 30 * hourMs,
  }),
]);

const sort = (order: string) => pick('Sort by', order);

describe('search', () => {
  it.each([
    ['by organization', 'hoo', ['Hooli']],
    ['without accents', 'cafe', ['Café Globex']],
    ['by inviter', 'bo@', ['Acme']],
    ['by role', 'billing', ['Acme']],
    ['by every word', 'administrator globex', ['Café Globex']],
  ])('finds %s', (_, text, found) => {
    showPending(state);
    search(text);
    expect(organizations()).toEqual(found);
    search('');
    expect(organizations()).toHaveLength(3);
  });

  it('says what it found nothing for, and a button clears it', () => {
    showPending(state);
    search('nothing like it');
    expect(organizations()).toEqual([]);
    screen.getByText(/^No invitations match "\u2068nothing like it\u2069"/);
    press('Clear search');
    expect(organizations()).toHaveLength(3);
    expect(screen.queryByText(/No invitations match/)).toBeNull();
    const field = screen.getByRole<HTMLInputElement>('searchbox');
    expect([field.value, document.activeElement]).toEqual(['', field]);
  });

  it('limits what Select all selects', () => {
    showPending(state);
    search('administrator');
    press('Select');
    tick('Select all');
    screen.getByText('2 selected');
  });

  it('is not shown for a single invitation', () => {
    showPending(stateOf([known({ organizationName: 'Acme' })]));
    expect(organizations()).toEqual(['Acme']);
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Select' })).toBeNull();
  });
});

describe('the order of the list', () => {
  it('is by expiry until the user chooses another', () => {
    showPending(state);
    expect(organizations()).toEqual(['Hooli', 'Café Globex', 'Acme']);
    sort('Newest first');
    expect(organizations()).toEqual(['Café Globex', 'Acme', 'Hooli']);
    sort('By name');
    expect(organizations()).toEqual(['Acme', 'Café Globex', 'Hooli']);
    sort('Expiring first');
    expect(organizations()).toEqual(['Hooli', 'Café Globex', 'Acme']);
  });

  it('is kept in search results', () => {
    showPending(state);
    sort('By name');
    search('administrator');
    expect(organizations()).toEqual(['Café Globex', 'Hooli']);
  });
});

it('the list starts in the order that was used last, and reports when the user chooses another', () => {
  const picked: string[] = [];
  showPopup(state, { firstSort: 'name', onSort: (order) => picked.push(order) });
  expect(organizations()).toEqual(['Acme', 'Café Globex', 'Hooli']);
  sort('Newest first');
  expect(organizations()).toEqual(['Café Globex', 'Acme', 'Hooli']);
  // It also stays when the user comes back to the list.
  press('Past');
  press('Pending');
  expect(organizations()).toEqual(['Café Globex', 'Acme', 'Hooli']);
  expect(picked).toEqual(['newest']);
});
