// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { connection, known, poll, stateOf } from '../domain/make';
import { showLogins } from './options-pages';

it('says how many invitations wait of the login that was just connected, not of all', () => {
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
  expect(said?.textContent).toContain('Connected. 1 invitation is waiting.');
  expect(document.activeElement).toBe(said);
  screen.getByRole('heading', { name: 'me@home.example' });
});
