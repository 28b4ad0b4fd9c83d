import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyLists, applyRecord } from '@/lib/domain/apply-lists';
import { invitationOf, isPending } from '@/lib/domain/invitation';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import { emptySnapshot, type InvitationLists, invitationsOf, type Snapshot } from '@/lib/domain/snapshot';
import { hourMs, known, membership, nowMs, record } from './make';

const list = (...records: InvitationRecord[]) => ({ records, unreadable: 0, complete: true });

/** The list was requested after change number `askedSeq`. */
const timing = (askedSeq: number, seq = askedSeq + 1, atMs = nowMs) => ({ askedSeq, seq, nowMs: atMs });

/** One poll in a sequence: it was requested after the last change of the one before. */
function poll(snapshot: Snapshot, lists: InvitationLists, atMs = nowMs): Snapshot {
  const seq = Math.max(0, ...snapshot.invitations.map(({ settledSeq }) => settledSeq)) + 1;
  return applyLists(snapshot, lists, timing(seq, seq + 1, atMs));
}

const summary = (snapshot: Snapshot) =>
  invitationsOf(snapshot).map(({ key, status, routes }) => [key, status, routes.map(({ id }) => id).join()]);

describe('isPending', () => {
  it.each([
    ['pending with time left', {}, true],
    ['pending without an expiry time', { expiresAtMs: null }, true],
    ['pending after its expiry time', { expiresAtMs: nowMs - 1 }, false],
    ['pending at its expiry time', { expiresAtMs: nowMs }, false],
    ['accepted', { status: 'accepted' }, false],
    ['in an unknown status', { status: 'frozen' }, false],
  ])('decides about an invitation that is %s', (_, partial, pending) => {
    expect(isPending(invitationOf(known(partial)), nowMs)).toBe(pending);
  });
});

describe('one list', () => {
  it('adds what Cloudflare lists, and removes what it no longer lists', () => {
    const before = { ...emptySnapshot, invitations: [known({ id: 'gone' }), known({ id: 'stays' })] };
    const invites = list(record({ id: 'stays', organizationName: 'Renamed' }), record({ id: 'new' }));
    const after = invitationsOf(poll(before, { invites }));
    expect(after.map(({ key, organizationName }) => [key, organizationName])).toEqual([
      ['stays', 'Renamed'],
      ['new', 'Northwind'],
    ]);
  });

  it('keeps an unlisted invitation that is still needed', () => {
    const before = { ...emptySnapshot, invitations: [known({ id: 'answered' }), known({ id: 'gone' })] };
    const after = applyLists(before, { invites: list() }, timing(1), (key) => key === 'answered');
    expect(summary(after)).toEqual([['answered', 'unlisted', 'answered']]);
  });

  it('removes nothing if it is incomplete', () => {
    const before = { ...emptySnapshot, invitations: [known({ id: 'left out' })] };
    const invites = { ...list(record({ id: 'new' })), complete: false };
    expect(poll(before, { invites }).invitations).toHaveLength(2);
  });

  const route = (one: InvitationRecord) => ({ source: 'invites' as const, record: one });
  const open = { ...emptySnapshot, invitations: [known()] };
  const answered = applyRecord(open, 'i1', route(record({ status: 'accepted' })), timing(4, 5));

  it('does not undo a response if it was requested earlier, whatever the clock says', () => {
    const statusAfter = (askedSeq: number, ...records: InvitationRecord[]) =>
      summary(applyLists(answered, { invites: list(...records) }, timing(askedSeq, 6))).map(
        ([, status]) => status,
      );
    expect(statusAfter(4, record())).toEqual(['accepted']);
    expect(statusAfter(4)).toEqual(['accepted']);
    expect(statusAfter(5, record())).toEqual(['pending']);
  });

  it('does not undo a response through details either if they were requested earlier', () => {
    const statusAfter = (askedSeq: number) =>
      summary(applyRecord(answered, 'i1', route(record()), timing(askedSeq, 6)))[0]?.[1];
    expect(statusAfter(4)).toBe('accepted');
    expect(statusAfter(5)).toBe('pending');
  });

  it('keeps invitations apart that have the same id in two organizations, or no id', () => {
    const invites = list(
      record({ id: 'same', organizationId: 'a' }),
      record({ id: 'same', organizationId: 'b' }),
      record({ id: null }),
      record({ id: null, invitedAtMs: nowMs - hourMs }),
    );
    const once = poll(emptySnapshot, { invites });
    expect(new Set(once.invitations.map(({ key }) => key)).size).toBe(4);
    expect(summary(poll(once, { invites }))).toEqual(summary(once));
  });

  it('is not changed by a reply about another account or invitation', () => {
    const before = { ...emptySnapshot, invitations: [known(), known({ id: 'i2', organizationId: 'o2' })] };
    const foreign = route(record({ id: 'i2', organizationId: 'o2', status: 'accepted' }));
    expect(summary(applyRecord(before, 'i1', foreign, timing(1)))).toEqual(summary(before));
    const renamed = applyRecord(before, 'i1', route(record({ id: 'other' })), timing(1));
    expect(summary(renamed)).toEqual(summary(before));
  });

  it('keeps the latest answered invitations after Cloudflare stops listing them', () => {
    const invitations = Array.from({ length: 201 }, (_, i) =>
      known({ id: `i${i}`, status: 'accepted', settledAtMs: nowMs, settledSeq: 300 - i }),
    );
    const after = poll({ ...emptySnapshot, invitations }, { invites: list() });
    expect(after.invitations).toHaveLength(200);
    expect(after.invitations.map(({ key }) => key)).not.toContain('i200');
  });

  it('loses no data to a reply with missing fields', () => {
    const full = known({ invitedBy: 'a@example.com', roles: ['Administrator'], enforcesTwoFactor: true });
    const sparse = record({
      organizationName: null,
      expiresAtMs: null,
      enforcesTwoFactor: null,
      status: 'accepted',
    });
    const after = applyRecord({ ...emptySnapshot, invitations: [full] }, 'i1', route(sparse), timing(1));
    expect(after.invitations[0]?.records.invites).toEqual({ ...full.records.invites, status: 'accepted' });
  });
});

describe('two lists', () => {
  const both = poll(emptySnapshot, { invites: list(record()), memberships: list(membership()) });

  it('are merged into one invitation if both have a pending one from the same account', () => {
    expect(summary(both)).toEqual([['i1', 'pending', 'i1,m1']]);
    const apart = { invites: list(record()), memberships: list(membership({ organizationId: 'o2' })) };
    expect(summary(poll(emptySnapshot, apart))).toEqual([
      ['i1', 'pending', 'i1'],
      ['membership m1', 'pending', 'm1'],
    ]);
  });

  it('keep the key of an invitation, whichever list adds or drops it', () => {
    let now = poll(emptySnapshot, { memberships: list(membership()) });
    expect(summary(now)).toEqual([['membership m1', 'pending', 'm1']]);
    now = poll(now, { invites: list(record()), memberships: list(membership()) });
    expect(summary(now)).toEqual([['membership m1', 'pending', 'i1,m1']]);
    now = poll(now, { invites: list(record()), memberships: list() });
    expect(summary(now)).toEqual([['membership m1', 'pending', 'i1']]);
    now = poll(now, { invites: list(), memberships: list() });
    expect(summary(now)).toEqual([]);
  });

  it('keep what a list said last when it fails', () => {
    expect(summary(poll(both, { invites: list(record()) }))).toEqual([['i1', 'pending', 'i1,m1']]);
    expect(summary(poll(both, { memberships: list(membership()) }))).toEqual([['i1', 'pending', 'i1,m1']]);
    expect(summary(poll(both, {}))).toEqual([['i1', 'pending', 'i1,m1']]);
  });

  it.each(['accepted', 'rejected'])(
    'do not bring back an invitation %s in one list because the other lags',
    (status) => {
      const byInvite = { invites: list(record({ status })), memberships: list(membership()) };
      expect(summary(poll(both, byInvite))).toEqual([['i1', status, 'i1,m1']]);
      const put = applyRecord(
        both,
        'i1',
        { source: 'memberships', record: membership({ status }) },
        timing(1, 5),
      );
      const lagging = poll(put, { invites: list(record()), memberships: list() });
      expect(summary(lagging)).toEqual([['i1', status, 'i1,m1']]);
      expect(summary(poll(lagging, { invites: list(record({ status })), memberships: list() }))).toHaveLength(
        1,
      );
    },
  );

  it('may show an answered invitation for the first time, but a later invite is a new one', () => {
    const alone = poll(emptySnapshot, { memberships: list(membership()) });
    const put = { source: 'memberships' as const, record: membership({ status: 'rejected' }) };
    const answered = applyRecord(alone, 'membership m1', put, timing(1, 5));
    const late = (invitedAtMs: number | null) =>
      poll(answered, { invites: list(record({ invitedAtMs })), memberships: list() }, nowMs + hourMs);
    expect(summary(late(nowMs - hourMs)).map(([, status]) => status)).toEqual(['rejected']);
    expect(summary(late(nowMs + 1)).map(([, status]) => status)).toEqual(['rejected', 'pending']);
  });

  it('treat a membership that disappears and comes back as another invitation', () => {
    const accepted = { invites: list(record({ status: 'rejected' })), memberships: list() };
    const again = { ...accepted, memberships: list(membership()) };
    const later = nowMs + 48 * hourMs;
    expect(summary(poll(poll(both, accepted), again, later)).map(([, status]) => status)).toEqual([
      'rejected',
      'pending',
    ]);
  });

  it('keep a membership, without an expiry time, after its invite has expired', () => {
    const expiresAtMs = nowMs + hourMs;
    const lists = { invites: list(record({ expiresAtMs })), memberships: list(membership()) };
    const before = poll(emptySnapshot, lists);
    const later = expiresAtMs + 1;
    expect(invitationsOf(before).map((one) => isPending(one, later))).toEqual([true]);
    const after = invitationsOf(poll(before, lists, later));
    expect(after.map((one) => [one.key, one.expiresAtMs, isPending(one, later)])).toEqual([
      ['i1', null, true],
      ['i1 2', expiresAtMs, false],
    ]);
    const same = poll(poll(before, lists, later), lists, later + 1);
    expect(invitationsOf(same).map(({ key }) => key)).toEqual(['i1', 'i1 2']);
  });

  it('do not bring back an invite accepted elsewhere if its membership first shows in that poll', () => {
    const alone = poll(emptySnapshot, { invites: list(record()) });
    const lists = { invites: list(record({ status: 'accepted' })), memberships: list(membership()) };
    expect(summary(poll(alone, lists))).toEqual([['i1', 'accepted', 'i1,m1']]);
  });

  it('have one past row for an answered membership whose invite shows later', () => {
    const alone = poll(emptySnapshot, { memberships: list(membership()) });
    const put = { source: 'memberships' as const, record: membership({ status: 'accepted' }) };
    const answered = applyRecord(alone, 'membership m1', put, timing(1, 5));
    const old = record({ id: 'old', expiresAtMs: nowMs - hourMs, status: 'accepted' });
    const invites = list(old, record({ status: 'accepted' }), record({ id: 'other', status: 'rejected' }));
    const after = poll(answered, { invites, memberships: list() }, nowMs + 48 * hourMs);
    expect(summary(after)).toEqual([
      ['membership m1', 'accepted', 'i1,m1'],
      ['old', 'accepted', 'old'],
      ['other', 'rejected', 'other'],
    ]);
  });

  describe('for a membership whose invite has expired', () => {
    const expiresAtMs = nowMs + hourMs;
    const later = expiresAtMs + 1;
    const memberships = list(membership());
    const before = poll(emptySnapshot, { invites: list(record({ expiresAtMs })), memberships });
    const apart = poll(before, { invites: list(record({ expiresAtMs })), memberships }, later);
    const renewed = { invites: list(record({ expiresAtMs: later + hourMs })), memberships };

    it('are merged again when the invite is sent again', () => {
      expect(summary(apart)).toHaveLength(2);
      expect(summary(poll(apart, renewed, later))).toEqual([['i1', 'pending', 'i1,m1']]);
    });

    it('have one past row if it is sent again and answered between two polls', () => {
      const put = { source: 'memberships' as const, record: membership({ status: 'accepted' }) };
      const answered = applyRecord(apart, 'i1', put, timing(1, 5, later));
      const accepted = record({ expiresAtMs: later + hourMs, status: 'accepted' });
      const soon = poll(answered, { invites: list(accepted), memberships: list() }, later + 1);
      expect(summary(soon)).toEqual([['i1', 'accepted', 'i1,m1']]);
      const longAfter = poll(answered, { invites: list(accepted) }, later + 48 * hourMs);
      expect(summary(longAfter)).toHaveLength(2);
    });

    it('keep each record once, whichever one Cloudflare was asked about', () => {
      const expired = { source: 'invites' as const, record: record({ expiresAtMs, status: 'expired' }) };
      const after = applyRecord(apart, 'i1', expired, timing(1, 5, later));
      expect(summary(after)).toEqual([
        ['i1', 'pending', 'm1'],
        ['i1 2', 'expired', 'i1'],
      ]);
    });

    it('are merged with the invite that replaced it', () => {
      const invites = list(record({ expiresAtMs }), record({ id: 'i2', expiresAtMs: later + hourMs }));
      const both = poll(before, { invites, memberships });
      expect(summary(both).map(([key]) => key)).toEqual(['i1', 'i2']);
      expect(summary(poll(both, { invites, memberships }, later))).toEqual([
        ['i1', 'pending', 'i2,m1'],
        ['i1 2', 'pending', 'i1'],
      ]);
    });

    it('keep the key of a response, and stay apart if both have one', () => {
      const keysWith = (kept: string[]) =>
        applyLists(apart, renewed, timing(1, 2, later), (key) => kept.includes(key)).invitations.map(
          ({ key }) => key,
        );
      expect(keysWith(['i1'])).toEqual(['i1']);
      expect(keysWith(['i1 2'])).toEqual(['i1 2']);
      expect(keysWith(['i1', 'i1 2'])).toEqual(['i1', 'i1 2']);
    });
  });

  it('ignore active memberships and whatever else the filter should have left out', () => {
    const memberships = list(
      membership({ status: 'accepted' }),
      membership({ id: 'm2', status: 'rejected' }),
    );
    expect(summary(poll(emptySnapshot, { memberships }))).toEqual([]);
  });

  it('do not merge an old invite of an account that the user left with its membership of today', () => {
    const lists = { invites: list(record({ status: 'accepted' })), memberships: list(membership()) };
    expect(summary(poll(emptySnapshot, lists))).toEqual([
      ['i1', 'accepted', 'i1'],
      ['membership m1', 'pending', 'm1'],
    ]);
  });

  it('give the same result when the same lists come again, with no key used twice', () => {
    const status = fc.constantFrom('pending', 'accepted', 'rejected', 'expired');
    const organizationId = fc.constantFrom('a', 'b');
    const expiresAtMs = fc.constantFrom(null, nowMs - 1, nowMs + hourMs);
    const some = (ids: string[]) =>
      fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids), status, organizationId, expiresAtMs }), {
        selector: ({ id, organizationId: account }) => `${id} ${account}`,
      });
    const lists = fc.record(
      {
        invites: fc.record({ some: some(['1', '2', '3']), complete: fc.boolean() }),
        memberships: fc.record({ some: some(['1', '4']), complete: fc.boolean() }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(lists, { minLength: 1, maxLength: 4 }), (polls) => {
        let snapshot: Snapshot = emptySnapshot;
        let seq = 1;
        for (const { invites, memberships } of polls) {
          const sent = {
            ...(invites && { invites: { ...list(...invites.some.map(record)), complete: invites.complete } }),
            ...(memberships && {
              memberships: { ...list(...memberships.some.map(membership)), complete: memberships.complete },
            }),
          };
          snapshot = applyLists(snapshot, sent, timing(seq, seq + 1));
          seq += 2;
          const keys = snapshot.invitations.map(({ key }) => key);
          expect(new Set(keys).size).toBe(keys.length);
          const again = applyLists(snapshot, sent, timing(seq, seq + 1, nowMs + 1000));
          expect(JSON.stringify(again)).toBe(JSON.stringify(snapshot));
        }
      }),
    );
  });
});
