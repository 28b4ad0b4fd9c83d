// @vitest-environment happy-dom
import { screen, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { connection, hourMs, known, nowMs, stateOf } from '../domain/make';
import { press, showPopup } from './pages';

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

/** What each row says, from top to bottom. */
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('says so when there are none', () => {
  showPopup(stateOf([pending]));
  press('Past');
  screen.getByRole('heading', { name: 'Nothing yet' });
  screen.getByText("Invitations you've answered, or that have expired, are listed here.");
  expect(screen.queryByText('Umbrella')).toBeNull();
  press('Pending');
  screen.getByRole('heading', { name: 'Umbrella' });
});

it('lists what became of each and when, the latest first', () => {
  showPopup(stateOf([...past.toReversed(), pending]));
  press('Past');
  screen.getByRole('list', { name: 'Past invitations' });
  expect(rows()).toEqual([
    expect.stringMatching(/Acme\s*Accepted\s*just now/),
    expect.stringMatching(/Globex\s*Rejected\s*3 hours ago/),
    expect.stringMatching(/Initech\s*Expired\s*1 day ago/),
  ]);
});

it('links to the dashboard of what was accepted, and of nothing else', () => {
  showPopup(stateOf(past));
  press('Past');
  const [acme] = screen.getAllByRole('listitem');
  const links = screen.getAllByRole<HTMLAnchorElement>('link', { name: 'Open account' });
  expect(links.map(({ href }) => href)).toEqual(['https://dash.cloudflare.com/acme-account']);
  within(acme ?? document.body).getByRole('link');
});

it('shows a status that Cloudflare has added since as it is', () => {
  showPopup(stateOf([known({ organizationName: null, status: 'withdrawn', expiresAtMs: null })]));
  press('Past');
  expect(rows()).toEqual([expect.stringMatching(/Unnamed account\s*withdrawn/)]);
});

it('says which login was invited where there are several', () => {
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
