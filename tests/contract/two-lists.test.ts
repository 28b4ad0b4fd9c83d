import { describe, expect, it } from 'vitest';
import { accept, clock, patch, put, sandbox } from './support';

const reject = JSON.stringify({ status: 'rejected' });

/** The status that each list shows for an invitation. */
const statusesOf = ({ invite, membership }: ReturnType<typeof sandbox.addBoth>) => [
  sandbox.invite(invite.id)?.status,
  sandbox.membership(membership.id)?.status,
];

describe('an invitation in both lists', () => {
  it('has the same account in both, but different ids', () => {
    const { invite, membership } = sandbox.addBoth({
      organization_name: 'Dune Ferries',
      organization_is_enforcing_twofactor: true,
      roles: ['DNS'],
    });
    expect(membership).toMatchObject({
      status: 'pending',
      roles: ['DNS'],
      account: { id: invite.organization_id, name: 'Dune Ferries', settings: { enforce_twofactor: true } },
    });
    expect(membership.id).not.toBe(invite.id);
    expect([sandbox.invites(), sandbox.memberships()]).toEqual([[invite], [membership]]);
  });

  it('is answered in both by a PATCH, and then both routes refuse another answer', async () => {
    const both = sandbox.addBoth();
    const { invite, membership } = both;
    expect((await patch(invite.id, reject)).status).toBe(200);
    expect(statusesOf(both)).toEqual(['rejected', 'rejected']);
    expect((await put(membership.id, accept)).status).toBe(409);
    expect((await patch(invite.id, accept)).status).toBe(409);
    expect(statusesOf(both)).toEqual(['rejected', 'rejected']);
    expect(sandbox.patchesThatTookEffect(invite.id)).toBe(1);
    expect(sandbox.answersThatTookEffect(invite.organization_id)).toBe(1);
  });

  it('is answered in both by a PUT, and then both routes refuse another answer', async () => {
    const both = sandbox.addBoth();
    const { invite, membership } = both;
    expect((await put(membership.id, accept)).status).toBe(200);
    expect(statusesOf(both)).toEqual(['accepted', 'accepted']);
    expect((await patch(invite.id, reject)).status).toBe(409);
    expect((await put(membership.id, reject)).status).toBe(409);
    expect(sandbox.patchesThatTookEffect(invite.id)).toBe(0);
    expect(sandbox.answersThatTookEffect(invite.organization_id)).toBe(1);
  });

  it('does not affect those of other accounts and other users', async () => {
    const [, second] = sandbox.users;
    const both = sandbox.addBoth();
    const other = sandbox.addBoth();
    const account = { id: both.invite.organization_id };
    const theirs = second.addMembership({ account });
    await patch(both.invite.id, accept);
    expect(statusesOf(other)).toEqual(['pending', 'pending']);
    expect(second.membership(theirs.id)?.status).toBe('pending');
  });

  it('can be answered as a membership after it expired as an invite', async () => {
    const both = sandbox.addBoth();
    clock.ms = Date.parse(both.invite.expires_on ?? '');
    expect((await patch(both.invite.id, accept)).status).toBe(409);
    expect((await put(both.membership.id, accept)).status).toBe(200);
    expect(statusesOf(both)).toEqual(['pending', 'accepted']);
    expect(sandbox.answersThatTookEffect(both.invite.organization_id)).toBe(1);
  });
});

describe('a list that lags', () => {
  it('shows an answer from the other route after that many milliseconds', async () => {
    sandbox.lag('memberships', 60_000);
    const both = sandbox.addBoth();
    await patch(both.invite.id, accept);
    clock.ms += 59_999;
    expect(statusesOf(both)).toEqual(['accepted', 'pending']);
    clock.ms += 1;
    expect(statusesOf(both)).toEqual(['accepted', 'accepted']);
  });

  it('refuses a second answer even while it does not show the first', async () => {
    sandbox.lag('memberships', 'until-catch-up');
    sandbox.lag('invites', 'until-catch-up');
    const byPatch = sandbox.addBoth();
    const byPut = sandbox.addBoth();
    await patch(byPatch.invite.id, accept);
    await put(byPut.membership.id, reject);
    clock.ms += 86_400_000;
    expect([statusesOf(byPatch), statusesOf(byPut)]).toEqual([
      ['accepted', 'pending'],
      ['pending', 'rejected'],
    ]);
    expect((await put(byPatch.membership.id, reject)).status).toBe(409);
    expect((await patch(byPut.invite.id, accept)).status).toBe(409);
    sandbox.catchUp();
    expect([statusesOf(byPatch), statusesOf(byPut)]).toEqual([
      ['accepted', 'accepted'],
      ['rejected', 'rejected'],
    ]);
    for (const { invite } of [byPatch, byPut]) {
      expect(sandbox.answersThatTookEffect(invite.organization_id)).toBe(1);
    }
  });

  it('shows its own answers at once, and so does the other list', async () => {
    sandbox.lag('memberships', 'until-catch-up');
    const both = sandbox.addBoth();
    await put(both.membership.id, accept);
    expect(statusesOf(both)).toEqual(['accepted', 'accepted']);
  });
});
