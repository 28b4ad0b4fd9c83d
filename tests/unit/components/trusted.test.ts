import { cleanup, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import { entry, hourMs, known, nowMs, poll, stateOf } from '../domain/make';
import { press, showPending, showPopup } from './pages';

const minuteMs = 60_000;
const held = (untilMs: number) =>
  entry({
    hold: { kind: 'trusted', untilMs, forMs: 5 * minuteMs },
    nextAtMs: untilMs,
    unasked: { roles: [] },
  });

it('the row says when an invitation from a trusted inviter will be accepted, and can stop it', () => {
  const done: string[] = [];
  const state = stateOf([known()], { outbox: [held(nowMs + 4 * minuteMs)] });
  showPending(state, { onTakeBack: ({ key }) => done.push(key) });
  screen.getByText('Will be accepted in 4 minutes · Trusted inviter');
  // aria-busy would keep screen readers from reading it for minutes.
  expect(screen.getByRole('listitem').ariaBusy ?? null).toBeNull();
  press('Stop accepting the invitation to Northwind');
  expect(done).toEqual(['c1 i1']);
});

it('the row also says when that invitation expires', () => {
  const state = stateOf([known({ expiresAtMs: nowMs + 3 * hourMs })], { outbox: [held(nowMs + minuteMs)] });
  showPending(state);
  screen.getByText('Expires in 3 hours');
});

it('the row never gives a time in the past for accepting', () => {
  showPending(stateOf([known()], { outbox: [held(nowMs - minuteMs)] }));
  screen.getByText('Will be accepted in a moment · Trusted inviter');
});

it.each([
  ['after its login is asked again', 4, 1],
  ['before its login is asked again', 1, 4],
])(
  'the row still says so while the login is cut off, if the answer is due %s',
  (_, heldMinutes, cutOffMinutes) => {
    const done: string[] = [];
    const cutOff = poll({
      failure: silentFailure('server-error', nowMs),
      nextAtMs: nowMs + cutOffMinutes * minuteMs,
    });
    const outbox = [held(nowMs + heldMinutes * minuteMs)];
    showPending(stateOf([known()], { outbox, polls: { c1: cutOff } }), {
      onTakeBack: ({ key }) => done.push(key),
    });
    screen.getByText('Will be accepted in 4 minutes · Trusted inviter');
    press('Stop accepting the invitation to Northwind');
    expect(done).toEqual(['c1 i1']);
  },
);

it.each([
  ['two-factor', 'Trusted inviter, but two-factor may be off for this login: waits for you'],
  ['caution', 'Trusted inviter, but with a caution: waits for you'],
] as const)('the row says why it waits although its inviter is trusted: %s', (unasked, text) => {
  const waiting = { ...known(), unasked };
  showPending(stateOf([waiting]));
  screen.getByText(text);
  cleanup();
  showPending(stateOf([waiting], { outbox: [entry()] }));
  expect(screen.queryByText(text)).toBeNull();
});

it('the past list says which invitations were accepted automatically', () => {
  const accepted = { status: 'accepted', settledAtMs: nowMs - hourMs };
  showPopup(
    stateOf([
      { ...known({ id: '1', organizationName: 'Acme', ...accepted }), unasked: 'accepted' },
      known({ id: '2', organizationName: 'Globex', ...accepted }),
    ]),
  );
  press('Past');
  const [acme, globex] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(acme).toMatch(/Acme\s*Accepted automatically/);
  expect(globex).toMatch(/Globex\s*Accepted\s*1 hour ago/);
});
