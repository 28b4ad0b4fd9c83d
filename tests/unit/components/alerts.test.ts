import { cleanup, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { type FailureReason, silentFailure } from '@/lib/domain/failure';
import type { PollState } from '@/lib/domain/poll-schedule';
import type { State } from '@/lib/domain/state';
import { connection, known, nowMs, poll, stateOf } from '../domain/make';
import { speak } from '../support/setup';
import { press, showAlerts, showPending, showPopup } from './pages';

const minuteMs = 60_000;
const failing = (reason: FailureReason, partial: Partial<PollState> = {}) =>
  poll({ failure: silentFailure(reason, nowMs), ...partial });

/** One login for each of these polls; the first one has an invitation. */
function loginsOf(polls: PollState[], canRespond = true): State {
  const logins = polls.map((one, i) => ({ id: `c${i + 1}`, one }));
  return stateOf([known({ organizationName: 'Acme' })], {
    connections: logins.map(({ id }) => connection({ id, email: `${id}@acme.example`, canRespond })),
    polls: Object.fromEntries(logins.map(({ id, one }) => [id, one])),
  });
}

/** Shows the popup with one login for each of these polls. */
function showLogins(polls: PollState[]): void {
  showPopup(loginsOf(polls));
}

const notices = () => [...document.querySelectorAll('.notice')];
const lines = (at: number) =>
  [...(notices()[at]?.querySelectorAll('p') ?? [])].map(({ textContent }) => textContent);
const titles = () => notices().map((notice) => notice.querySelector('.notice-title')?.textContent);

describe('an alert', () => {
  it('does not name the login if there is only one', () => {
    showLogins([failing('unreachable')]);
    expect(titles()).toEqual(["Can't reach Cloudflare"]);
  });

  it('is shown once for all logins with the same problem, with their names and the oldest update', () => {
    showLogins([
      failing('unreachable', { fetchedAtMs: nowMs - 2 * minuteMs }),
      failing('token-expired', { nextAtMs: null }),
      failing('unreachable', { fetchedAtMs: nowMs - 9 * minuteMs }),
      poll(),
      failing('unreachable', { fetchedAtMs: null }),
    ]);
    expect(titles()).toEqual(["Can't reach Cloudflare", 'c2@acme.example: This API token has expired']);
    expect(lines(0)).toContain('c1@acme.example, c3@acme.example, and c5@acme.example');
    expect(lines(0)).toContain('List last updated 9 minutes ago.');
    screen.getByRole('heading', { name: 'Acme' });
  });

  it('is shown separately for logins with different messages from Cloudflare', () => {
    const said = (message: string) => poll({ failure: { ...silentFailure('server-error', nowMs), message } });
    showLogins([said('Down for maintenance'), said('Overloaded'), said('Overloaded')]);
    expect(titles()).toEqual([
      'c1@acme.example: Cloudflare is having problems',
      'Cloudflare is having problems',
    ]);
    expect(lines(1)).toContain('c2@acme.example and c3@acme.example');
  });

  it('is shown once for all read-only tokens', () => {
    const opened = showAlerts(loginsOf([poll(), poll()], false));
    expect(titles()).toEqual([expect.stringMatching(/^This API token is read-only/)]);
    within(screen.getByRole('list', { name: 'Change token' })).getByText('c1@acme.example');
    press('Update credentials for c2@acme.example');
    expect(opened).toEqual(['c2']);
  });

  it('has one button per login if it is about several', () => {
    const expired = failing('token-expired', { nextAtMs: null });
    const opened = showAlerts(loginsOf([expired, poll(), expired]));
    expect(titles()).toEqual(['This API token has expired']);
    const names = within(screen.getByRole('list', { name: 'Fix in settings' })).getAllByRole('button');
    expect(names.map(({ textContent }) => textContent)).toEqual(['c1@acme.example', 'c3@acme.example']);
    press('Update credentials for c3@acme.example');
    press('Update credentials for c1@acme.example');
    expect(opened).toEqual(['c3', 'c1']);
  });

  it('has one button if it is about one login', () => {
    const opened = showAlerts(loginsOf([poll(), failing('token-expired', { nextAtMs: null })]));
    press('Fix in settings');
    expect(opened).toEqual(['c2']);
  });

  it.each([
    ['once', 1],
    ['twice', 2],
  ])(
    'about a login refused %s shows the words of Cloudflare, the next try, and a way to try now',
    (times, refusedTimes) => {
      let tries = 0;
      const failure = { ...silentFailure('token-invalid', nowMs), message: 'Invalid API Token' };
      const doubted = poll({ failure, refusedTimes, refusedSinceMs: nowMs, nextAtMs: nowMs + 5 * minuteMs });
      showAlerts(stateOf([known()], { polls: { c1: doubted } }), { onTry: () => tries++ });
      expect(titles()).toEqual([`Cloudflare refused ${times}, trying again`]);
      expect(lines(0)).toContain('Next try in 5 minutes.');
      expect(lines(0)).toContain('Cloudflare says: Invalid API Token ');
      press('Try now');
      expect(tries).toBe(1);
    },
  );

  it('keeps the colon out of the address, which would turn it around in Arabic', async () => {
    await speak('ar');
    showLogins([failing('unreachable'), poll()]);
    const isolated = [...document.querySelectorAll('.notice-title bdi')].map(
      ({ textContent }) => textContent,
    );
    expect(isolated).toEqual(['c1@acme.example']);
    expect(titles()[0]).toMatch(/^c1@acme\.example: /);
  });
});

it("roles in a row are separated by the language's own comma", async () => {
  await speak('ar');
  showPending(stateOf([known({ roles: ['DNS', 'Billing'] })]));
  expect(document.querySelector('.roles')?.textContent?.trim()).toBe('DNS، Billing');
});

it('each pending row of a locked login says why it cannot be answered, and no other row does', () => {
  const connections = [connection({ keeping: 'encrypted' })];
  const open = known({ id: '1', organizationName: 'Acme' });
  const past = known({ id: '2', status: 'accepted', settledAtMs: nowMs });
  showPending(stateOf([open, past], { connections }));
  expect(screen.getAllByText('Unlock to answer')).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Accept invitation to Acme' })).toBeNull();
  cleanup();
  showPending(stateOf([open, past], { connections, unlocked: { usedAtMs: nowMs } }));
  expect(screen.queryByText('Unlock to answer')).toBeNull();
  screen.getByRole('button', { name: 'Accept invitation to Acme' });
});
