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

/** Asked for after change number `askedSeq`. */
const timing = (askedSeq: number, seq = askedSeq + 1) => ({ askedSeq, seq, nowMs });

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
      timing(1),
    );
    expect(merged.invitations.map(({ id, organizationName }) => [id, organizationName])).toEqual([
      ['stays', 'Renamed'],
      ['new', 'Northwind'],
    ]);
  });

  it('keeps what is no longer listed where it is still needed', () => {
    const before = { ...emptySnapshot, invitations: [known({ id: 'answered' }), known({ id: 'gone' })] };
    const merged = applyList(before, list(), timing(1), ({ id }) => id === 'answered');
    expect(merged.invitations.map(({ id }) => id)).toEqual(['answered']);
  });

  const answered = applyInvitation(
    { ...emptySnapshot, invitations: [known()] },
    invitation({ status: 'accepted' }),
    timing(4, 5),
  );

  it('does not let a poll that began before a response undo it, whatever the clock says', () => {
    expect(applyList(answered, list(invitation()), timing(4, 6)).invitations[0]?.status).toBe('accepted');
    expect(applyList(answered, list(), timing(4, 6)).invitations).toHaveLength(1);
    expect(applyList(answered, list(invitation()), timing(5, 6)).invitations[0]?.status).toBe('pending');
  });

  it('does not let details that were asked for before a response undo it', () => {
    expect(applyInvitation(answered, invitation(), timing(4, 6)).invitations[0]?.status).toBe('accepted');
    expect(applyInvitation(answered, invitation(), timing(5, 6)).invitations[0]?.status).toBe('pending');
  });

  it('says the same again where the same list is merged again', () => {
    const status = fc.constantFrom('pending', 'accepted', 'rejected');
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const settledSeq = fc.integer({ min: 0, max: 3 });
    const someKnown = fc.uniqueArray(fc.record({ id, status, settledSeq }), { selector: (one) => one.id });
    const someListed = fc.uniqueArray(fc.record({ id, status }), { selector: (one) => one.id });
    fc.assert(
      fc.property(someKnown, someListed, fc.boolean(), (before, listed, complete) => {
        const sent = { ...list(...listed.map(invitation)), complete };
        const merged = applyList({ ...emptySnapshot, invitations: before.map(known) }, sent, timing(3));
        const again = applyList(merged, sent, { ...timing(4), nowMs: nowMs + hourMs });
        expect(JSON.stringify(again)).toBe(JSON.stringify(merged));
      }),
    );
  });

  it('tells two invitations without ids apart', () => {
    const merged = applyList(
      emptySnapshot,
      list(invitation({ id: null }), invitation({ id: null, invitedAtMs: nowMs - hourMs })),
      timing(1),
    );
    expect(merged.invitations).toHaveLength(2);
  });
});
