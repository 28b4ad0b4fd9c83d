import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptySnapshot, isPending, mergeList, mergeOne } from '@/lib/invites/snapshot';
import { hourMs, invitation, known, nowMs } from './make';

const list = (...invitations: ReturnType<typeof invitation>[]) => ({
  invitations,
  unreadable: 0,
  complete: true,
  digest: 'a list',
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

describe('mergeList', () => {
  it('takes what Cloudflare lists and drops what it no longer lists', () => {
    const merged = mergeList(
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
    const answered = mergeOne(
      { ...emptySnapshot, invitations: [known()] },
      invitation({ status: 'accepted' }),
      nowMs,
    );
    expect(mergeList(answered, list(invitation()), nowMs - 1).invitations[0]?.status).toBe('accepted');
    expect(mergeList(answered, list(), nowMs - 1).invitations).toHaveLength(1);
    expect(
      mergeList(answered, list(invitation({ status: 'pending' })), nowMs + 1).invitations[0]?.status,
    ).toBe('pending');
  });

  it('brings nothing new where the same list was merged before, unless that began before a response', () => {
    const status = fc.constantFrom('pending', 'accepted', 'rejected');
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const settledAtMs = fc.constantFrom(null, nowMs - hourMs, nowMs, nowMs + hourMs);
    const someKnown = fc.uniqueArray(fc.record({ id, status, settledAtMs }), { selector: (one) => one.id });
    const someListed = fc.uniqueArray(fc.record({ id, status }), { selector: (one) => one.id });
    let same = 0;
    fc.assert(
      fc.property(
        someKnown,
        someListed,
        fc.integer({ min: 1, max: 2 }),
        fc.boolean(),
        (before, listed, later, complete) => {
          const sent = { ...list(...listed.map(invitation)), complete };
          const merged = mergeList({ ...emptySnapshot, invitations: before.map(known) }, sent, nowMs);
          const again = mergeList(merged, sent, nowMs + later * hourMs);
          if (merged.digest !== sent.digest) return;
          same++;
          expect(again).toBe(merged);
        },
      ),
    );
    expect(same).toBeGreaterThan(20);
  });

  it('does not say the same as the list when it knows better, or was told of one since', () => {
    const before = { ...emptySnapshot, invitations: [known()] };
    const answered = mergeOne(
      mergeList(before, list(invitation()), nowMs),
      invitation({ status: 'accepted' }),
      nowMs,
    );
    expect(answered.digest).toBeNull();
    expect(mergeList(answered, list(invitation()), nowMs - 1).digest).toBeNull();
    expect(mergeList(answered, list(invitation()), nowMs + 1).digest).toBe('a list');
  });

  it('tells two invitations without ids apart', () => {
    const merged = mergeList(
      emptySnapshot,
      list(invitation({ id: null }), invitation({ id: null, invitedAtMs: nowMs - hourMs })),
      nowMs,
    );
    expect(merged.invitations).toHaveLength(2);
  });
});
