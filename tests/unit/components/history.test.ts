import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { connection, hourMs, known, nowMs, stateOf } from '../domain/make';
import { organizations, pick, press, search, showPast, showPopup } from './pages';

const pending = known({ id: 'open', organizationName: 'Umbrella' });
const past = [
  known({
    id: '1',
    organizationId: 'acme-account',
    organizationName: 'Acme',
    status: 'accepted',
    settledAtMs: nowMs - 30_000,
  }),
  known({ id: '2', organizationName: 'Globex', status: 'rejected', settledAtMs: nowMs - 3 * hourMs }),
  known({ id: '3', organizationName: 'Initech', expiresAtMs: nowMs - 24 * hourMs }),
];

/** The text of each row, from top to bottom. */
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('the list of past invitations says so when it is empty', () => {
  showPopup(stateOf([pending]));
  press('Past');
  screen.getByRole('heading', { name: 'Nothing yet' });
  screen.getByText("Invitations you've answered, or that have expired, are listed here.");
  expect(screen.queryByText('Umbrella')).toBeNull();
  press('Pending');
  screen.getByRole('heading', { name: 'Umbrella' });
});

it('the list of past invitations starts at the top, wherever the pending list was scrolled to', () => {
  showPopup(stateOf([...past, pending]));
  const boxes = [screen.getByRole('main'), document.documentElement];
  for (const box of boxes) box.scrollTop = 400;
  press('Past');
  expect(boxes.map(({ scrollTop }) => scrollTop)).toEqual([0, 0]);
});

it('past invitations are listed with their outcome and time, latest first', () => {
  showPopup(stateOf([...past.toReversed(), pending]));
  press('Past');
  screen.getByRole('list', { name: 'Past invitations' });
  expect(rows()).toEqual([
    expect.stringMatching(/Acme\s*Accepted\s*just now/),
    expect.stringMatching(/Globex\s*Rejected\s*3 hours ago/),
    expect.stringMatching(/Initech\s*Expired\s*1 day ago/),
  ]);
});

it('the keys of past invitations do not include those that answer', () => {
  showPopup(stateOf([...past, pending]));
  press('Past');
  fireEvent.keyDown(document.body, { key: '?' });
  const keys = within(screen.getByRole('region', { name: 'Keyboard shortcuts' }));
  keys.getByText('Search');
  for (const text of ['Accept', 'Reject (asks first)', 'Select']) expect(keys.queryByText(text)).toBeNull();
});

it('only accepted invitations link to the dashboard', () => {
  showPopup(stateOf(past));
  press('Past');
  const [acme] = screen.getAllByRole('listitem');
  const links = screen.getAllByRole<HTMLAnchorElement>('link', { name: 'Open account' });
  expect(links.map(({ href }) => href)).toEqual(['https://dash.cloudflare.com/acme-account']);
  within(acme ?? document.body).getByRole('link');
});

it('a status that the extension does not know is shown as Cloudflare sends it', () => {
  showPopup(stateOf([known({ organizationName: null, status: 'withdrawn', expiresAtMs: null })]));
  press('Past');
  expect(rows()).toEqual([expect.stringMatching(/Unnamed account\s*withdrawn/)]);
});

it('past invitations show the invited login if there are several', () => {
  const connections = [connection({ name: 'Work' }), connection({ id: 'c2', email: 'me@home.example' })];
  const one = stateOf(past.slice(0, 1), { connections });
  const [snapshot] = Object.values(stateOf(past.slice(1, 2)).snapshots);
  showPopup({ ...one, snapshots: { ...one.snapshots, ...(snapshot && { c2: snapshot }) } });
  press('Past');
  expect(rows()).toEqual([
    expect.stringMatching(/Acme.*Work/),
    expect.stringMatching(/Globex.*me@home\.example/),
  ]);
});

it('if only the latest possible date is known, it is shown, and if nothing is known, no date is', () => {
  const firstSeenAtMs = Date.parse('2026-01-12T12:00:00Z');
  const before = known({
    id: '4',
    organizationName: 'Hooli',
    status: 'accepted',
    expiresAtMs: nowMs - hourMs,
  });
  const unknown = known({
    id: '5',
    organizationName: 'Stark',
    status: 'rejected',
    invitedAtMs: nowMs - hourMs,
  });
  showPopup(stateOf([unknown, { ...before, firstSeenAtMs }, ...past]));
  press('Past');
  expect(organizations()).toEqual(['Acme', 'Globex', 'Initech', 'Hooli', 'Stark']);
  const [, , , hooli, stark] = rows();
  expect(hooli).toMatch(/Hooli\s*Accepted on or before Jan 12, 2026/);
  expect(stark).toMatch(/Stark\s*Rejected$/);
});

it('a past invitation opens its details, and Escape closes them', () => {
  showPopup(stateOf(past));
  press('Past');
  press('Acme');
  screen.getByText('acme-account');
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByText('acme-account')).toBeNull();
});

describe('past invitations can be found', () => {
  const withdrawn = known({ id: '4', organizationName: 'Hooli', status: 'withdrawn', roles: ['Billing'] });
  const connections = [connection({ name: 'Work' }), connection({ id: 'c2', email: 'me@home.example' })];
  const atHome = known({
    id: '5',
    organizationName: 'Stark',
    status: 'accepted',
    invitedBy: 'pepper@stark.example',
  });
  const { snapshots } = stateOf([...past, withdrawn]);
  const [home] = Object.values(stateOf([atHome]).snapshots);
  const state = stateOf([], { connections, snapshots: { ...snapshots, ...(home && { c2: home }) } });
  const footer = () =>
    screen.getByRole('contentinfo').firstChild?.textContent?.replace(/[\u2068\u2069]/g, '');

  it.each([
    ['organization', 'glob', ['Globex']],
    ['inviter', 'pepper', ['Stark']],
    ['role', 'billing', ['Hooli']],
    ['login', 'me@home', ['Stark']],
  ])('by %s', (_, text, found) => {
    showPopup(state);
    press('Past');
    search(text);
    expect(organizations()).toEqual(found);
    expect(footer()).toBe('1 of 5');
  });

  it.each([
    ['Accepted', ['Acme', 'Stark']],
    ['Rejected', ['Globex']],
    ['Expired', ['Initech']],
    ['Other', ['Hooli']],
    ['All outcomes', ['Acme', 'Globex', 'Initech', 'Hooli', 'Stark']],
  ])('by outcome: %s', (outcome, found) => {
    showPopup(state);
    press('Past');
    pick('Outcome', outcome);
    expect(organizations()).toEqual(found);
    expect(footer()).toBe(found.length === 5 ? '' : `${found.length} of 5`);
  });

  it('by login, whose name the footer then shows', () => {
    showPopup(state);
    press('Past');
    pick('Invited login', 'me@home.example');
    expect(organizations()).toEqual(['Stark']);
    expect(footer()).toBe('me@home.example · 1 of 5');
    pick('Outcome', 'Rejected');
    expect(organizations()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Export as CSV' })).toBeNull();
    screen.getByText(/^No invitations match/);
    press('Pending');
    expect(footer()).toBe('');
  });

  it('with a button to clear filters or a search that match nothing', () => {
    showPopup(stateOf(past));
    press('Past');
    expect(screen.queryByRole('combobox', { name: 'Invited login' })).toBeNull();
    pick('Outcome', 'Other');
    screen.getByText(/^No invitations match/);
    screen.getByRole('button', { name: 'Clear filters' });
    search('nothing like it');
    screen.getByRole('button', { name: 'Clear search' });
  });
});

describe('exporting past invitations', () => {
  const exportText = () => screen.getByRole('button', { name: 'Export as CSV' }).parentElement?.textContent;

  it('says how many are exported, and then where they were saved, until the filter changes', async () => {
    showPast(stateOf(past));
    expect(exportText()).toMatch(/^Export 3 shown/);
    search('acme');
    expect(exportText()).toMatch(/^Export 1 shown/);
    search('');
    pick('Outcome', 'Rejected');
    expect(exportText()).toMatch(/^Export 1 shown/);
    pick('Outcome', 'All outcomes');
    const said = () => screen.getByRole('status').textContent;
    expect(said()).toBe('');
    press('Export as CSV');
    expect(said()).toMatch(/^3 invitations saved to \u2068invitations-\d{4}-\d\d-\d\d-\d{4}\.csv\u2069$/);
    search('acme');
    await waitFor(() => expect(said()).toBe(''));
    press('Export as JSON');
    expect(said()).toMatch(/^1 invitation saved to .*\.json\u2069$/);
    search('');
    pick('Outcome', 'Rejected');
    await waitFor(() => expect(said()).toBe(''));
  });
});
