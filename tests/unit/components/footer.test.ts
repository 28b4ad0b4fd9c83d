import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { badgeOf } from '@/lib/domain/badge';
import { type FailureReason, silentFailure } from '@/lib/domain/failure';
import type { State } from '@/lib/domain/state';
import { connection, entry, known, nowMs, poll, stateOf } from '../domain/make';
import { organizations, search, showPopup } from './pages';

afterEach(() => vi.restoreAllMocks());

const minuteMs = 60_000;
const footer = () => {
  const [looked, updated] = [...screen.getByRole('contentinfo').children];
  return [looked, updated].map((part) => part?.textContent?.replace(/[\u2068\u2069]/g, ''));
};
const named = (...names: string[]) => names.map((name) => known({ id: name, organizationName: name }));
const fetchedAtMs = nowMs - 2 * minuteMs;
const failing = (reason: FailureReason, nextAtMs: number | null = nowMs + minuteMs) =>
  poll({ fetchedAtMs, failure: silentFailure(reason, nowMs), nextAtMs });

describe('the footer', () => {
  it('says when the list was updated, and does not repeat the number on the badge', () => {
    showPopup(stateOf(named('Acme', 'Globex'), { polls: { c1: poll({ fetchedAtMs }) } }));
    expect(footer()).toEqual(['', 'Updated 2 minutes ago']);
  });

  it('says how many invitations match the search, out of how many', () => {
    showPopup(stateOf(named('Acme', 'Acme Labs', 'Globex')));
    search('acme');
    expect(footer()[0]).toBe('2 of 3');
    search('');
    expect(footer()[0]).toBe('');
  });

  it('says how many invitations there are when the badge cannot show it', () => {
    const many = Array.from({ length: 121 }, (_, i) => known({ id: String(i) }));
    showPopup(stateOf(many));
    expect(footer()[0]).toBe('121 invitations waiting');
  });

  it('does not say when the list was updated if an alert does', () => {
    showPopup(stateOf(named('Acme'), { polls: { c1: failing('server-error') } }));
    screen.getByText('List last updated 2 minutes ago.');
    expect(footer()).toEqual(['', '']);
    expect(screen.getAllByText(/2 minutes ago/)).toHaveLength(1);
  });

  it('says that there is no network as soon as the browser knows, not if only Cloudflare fails', () => {
    const again = showPopup(stateOf(named('Acme'), { polls: { c1: failing('timed-out') } }));
    expect(footer()[0]).toBe('');
    again(stateOf(named('Acme', 'Globex')));
    expect(footer()[0]).toBe('');
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fireEvent(window, new Event('offline'));
    expect(footer()[0]).toBe('Offline');
    search('acme');
    expect(footer()[0]).toBe('Offline · 1 of 2');
    onLine.mockReturnValue(true);
    fireEvent(window, new Event('online'));
    expect(footer()[0]).toBe('1 of 2');
  });
});

describe('the badge, the footer and the list count the same', () => {
  const connections = [connection({ name: 'Work' }), connection({ id: 'c2', name: 'Home' })];
  const both = stateOf(named('A1', 'A2'), { connections, polls: { c1: poll(), c2: poll() } });
  const [home] = Object.values(stateOf(named('B1', 'B2', 'B3')).snapshots);
  const state: State = { ...both, snapshots: { ...both.snapshots, ...(home && { c2: home }) } };
  const locked = connections.map((one) =>
    one.id === 'c2' ? { ...one, keeping: 'encrypted' as const } : one,
  );

  it.each<[string, Partial<State>]>([
    ['while all is well', {}],
    ['with a login refused', { polls: { c1: poll(), c2: failing('token-invalid', null) } }],
    ['with a login locked', { connections: locked }],
    [
      'with a read-only login',
      {
        connections: locked.map((one) => ({
          ...one,
          keeping: 'device' as const,
          canRespond: one.id === 'c1',
        })),
      },
    ],
    ['with an answer under way', { outbox: [entry({ key: 'A1', phase: 'sent' })] }],
  ])('%s', (_, partial) => {
    const now = { ...state, ...partial };
    showPopup(now);
    expect(organizations().filter((name) => name !== 'Locked')).toHaveLength(5);
    expect(badgeOf(now, 300_000, nowMs)).toMatchObject({ text: '5', pending: 5 });
    search('work');
    expect(footer()[0]).toBe('2 of 5');
  });
});
