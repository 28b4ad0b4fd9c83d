import { fireEvent, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import { connection, known, nowMs, poll, stateOf } from '../domain/make';
import { showLogins } from './options-pages';

it('after connecting, the page counts the pending invitations of that login, not of all, and names it', () => {
  const connections = [connection(), connection({ id: 'c2', email: 'me@home.example' })];
  const first = stateOf([known({ id: '1' }), known({ id: '2' })], { connections });
  const [home] = Object.values(stateOf([known({ id: '3' })]).snapshots);
  showLogins(
    {
      ...first,
      snapshots: { ...first.snapshots, ...(home && { c2: home }) },
      polls: { ...first.polls, c2: poll() },
    },
    { connected: 'c2' },
  );
  const said = document.querySelector('.connected');
  expect(said?.textContent).toContain('me@home.example: Connected. 1 invitation is waiting.');
  expect(document.activeElement).toBe(said);
  screen.getByRole('heading', { name: 'me@home.example' });
});

it('after an update, the page says what is stored now and how', () => {
  const connections = [connection({ keeping: 'encrypted', email: 'me@work.example' })];
  showLogins(stateOf([known({ id: '1' })], { connections }), { saved: 'c1' });
  const said = document.querySelector('.connected');
  expect(said?.textContent).toBe(
    'Saved: \u2068me@work.example\u2069, stored encrypted. 1 invitation is waiting.',
  );
  expect(document.activeElement).toBe(said);
});

it('a login that can only read says so once, and says what to do', () => {
  showLogins(stateOf([known({ id: '1' })], { connections: [connection({ canRespond: false })] }), {
    connected: 'c1',
  });
  screen.getByText('Connected, but can only read. Updated just now');
  screen.getByText(/^To accept or reject invitations, use a token with the permission/);
  expect(document.querySelector('.connected')?.textContent).toContain(
    'Connected, but can only read. 1 invitation is waiting.',
  );
  expect(screen.queryByText(/^Working|^Connected\. /)).toBeNull();
});

it.each(['credentials-gone', 'session-ended-by-update'] as const)(
  'credentials that are gone are not shown as stored: %s',
  (reason) => {
    const connections = [connection({ keeping: 'session', email: 'me@work.example' })];
    const failure = silentFailure(reason, nowMs);
    showLogins(stateOf([], { connections, polls: { c1: poll({ failure }) } }));
    screen.getByText('API token');
    expect(document.body.textContent).not.toMatch(/stored for this browser session/i);
    showLogins(stateOf([], { connections }));
    screen.getByText('API token · stored for this browser session');
  },
);

it('a login cannot get the name of another one, nor a name that is too long', () => {
  const connections = [connection({ email: 'me@work.example' }), connection({ id: 'c2', name: 'Home' })];
  const renamed: string[] = [];
  showLogins(stateOf([], { connections }), {
    task: { kind: 'rename', connectionId: 'c1' },
    onRename: (id, name) => renamed.push(`${id} ${name}`),
  });
  const save = (name: string) => {
    fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: name } });
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  };
  save(' home');
  screen.getByText('Another login has this name.');
  save('x'.repeat(61));
  screen.getByText('Use at most 60 characters.');
  expect(renamed).toEqual([]);
  save('x'.repeat(60));
  save('');
  expect(renamed).toEqual([`c1 ${'x'.repeat(60)}`, 'c1 ']);
});
