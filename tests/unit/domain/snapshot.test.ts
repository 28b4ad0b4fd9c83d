import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPending } from '@/lib/domain/invitation';
import { applyInvitation, applyList, emptySnapshot } from '@/lib/domain/snapshot';
import { hourMs, invitation, known, nowMs } from './make';

const list = (...invitations: ReturnType<typeof invitation>[]) => ({
  invitations,
  unreadable: 0,
  complete: true,
});

describe('isPending', () => {
  it.each([
    ['pending with time left', {}, true],
    ['pending without an end', { expiresAtMs: null }, true],
    ['pending past its end', { expiresAtMs: nowMs - 1 }, false],
    ['pending at its end', { expiresAtMs: nowMs }, false],
    ['accepted', { status: 'accepted' }, false],
    ['of a status never seen before', { status: 'frozen' }, false],
  ])('%s', (_, partial, pending) => {
    expect(isPending(invitation(partial), nowMs)).toBe(pending);
  });
});

describe('applyList', () => {
  it('takes what Cloudflare lists and drops what it no longer lists', () => {
    const merged = applyList(
      { ...emptySnapshot, invitations: [known({ id: 'gone' }), known({ id: 'stays' })] },
      list(invitation({ id: 'stays', organizationName: 'Renamed' }), invitation({ id: 'new' })),
      nowMs,
    );
    expect(merged.invitations.map(({ id, organizationName }) => [id, organizationName])).toEqual([
      ['stays', 'Renamed'],
      ['new', 'Northwind'],
    ]);
  });

  it('does not let a poll that began before a response undo it', () => {
    const answered = applyInvitation(
      { ...emptySnapshot, invitations: [known()] },
      invitation({ status: 'accepted' }),
      nowMs,
    );
    expect(applyList(answered, list(invitation()), nowMs - 1).invitations[0]?.status).toBe('accepted');
    expect(applyList(answered, list(), nowMs - 1).invitations).toHaveLength(1);
    expect(
      applyList(answered, list(invitation({ status: 'pending' })), nowMs + 1).invitations[0]?.status,
    ).toBe('pending');
  });

  it('brings nothing new where the same list was merged before, unless that began before a response', () => {
    const status = fc.constantFrom('pending', 'accepted', 'rejected');
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const settledAtMs = fc.constantFrom(null, nowMs - hourMs, nowMs, nowMs + hourMs);
    const someKnown = fc.uniqueArray(fc.record({ id, status, settledAtMs }), { selector: (one) => one.id });
    const someListed = fc.uniqueArray(fc.record({ id, status }), { selector: (one) => one.id });
    fc.assert(
      fc.property(
        someKnown,
        someListed,
        fc.integer({ min: 1, max: 2 }),
        fc.boolean(),
        (before, listed, later, complete) => {
          const sent = { ...list(...listed.map(invitation)), complete };
          const merged = applyList({ ...emptySnapshot, invitations: before.map(known) }, sent, nowMs);
          const kept = merged.invitations.some((one) => (one.settledAtMs ?? 0) > nowMs);
          // The same list, asked for after the response that it did not know of, is right about it.
          if (kept) return;
          const again = applyList(merged, sent, nowMs + later * hourMs);
          const onceMore = applyList(again, sent, nowMs + (later + 1) * hourMs);
          expect(JSON.stringify(onceMore)).toBe(JSON.stringify(again));
        },
      ),
    );
  });

  it('tells two invitations without ids apart', () => {
    const merged = applyList(
      emptySnapshot,
      list(invitation({ id: null }), invitation({ id: null, invitedAtMs: nowMs - hourMs })),
      nowMs,
    );
    expect(merged.invitations).toHaveLength(2);
  });
});
