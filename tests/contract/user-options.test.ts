import { describe, expect, it } from 'vitest';
import type { UserOptions } from '../sandbox/user-options';
import { accept, bearer, call, invites, list, memberships, patch, put, sandbox } from './support';

describe('options of a user', () => {
  const count = async (query: string) => {
    const { result, result_info } = (await call(`${memberships}?status=pending${query}`)).envelope;
    return [Array.isArray(result) && result.length, result_info];
  };
  const addMixed = () => {
    for (let added = 0; added < 6; added += 1) sandbox.addMembership({ status: 'pending' });
    for (let added = 0; added < 40; added += 1) sandbox.addMembership({ status: 'accepted' });
  };
  const five = { count: 5, page: 1, per_page: 5 };

  it.each<[Partial<UserOptions>, object]>([
    [{}, { ...five, total_count: 6 }],
    [{ totalPages: true }, { ...five, total_count: 6, total_pages: 2 }],
    [{ totalCount: 'unfiltered' }, { ...five, total_count: 46 }],
    [
      { totalCount: 'unfiltered', totalPages: true },
      { ...five, total_count: 46, total_pages: 10 },
    ],
  ])('%j determine what a filtered list counts', async (options, info) => {
    addMixed();
    sandbox.configure(options);
    expect(await count('&per_page=5')).toEqual([5, info]);
    const [found] = await count('&per_page=5&page=2');
    expect(found).toBe(1);
  });

  it.each<[UserOptions['invitePages'], next: string, infos: unknown[]]>([
    [
      'total-pages',
      'page=2',
      [
        { ...five, total_pages: 2 },
        { ...five, count: 2, page: 2, total_pages: 2 },
      ],
    ],
    [
      'cursor',
      'cursor=2',
      [
        { count: 5, cursors: { after: '2' } },
        { count: 2, cursors: {} },
      ],
    ],
    ['untold', 'page=2', [undefined, undefined]],
  ])('make the list of invites describe its pages with %s', async (invitePages, next, infos) => {
    for (let added = 0; added < 7; added += 1) sandbox.addInvite();
    sandbox.configure({ invitePages });
    const first = (await call(`${invites}?per_page=5`)).envelope;
    const second = (await call(`${invites}?per_page=5&${next}`)).envelope;
    expect([first.result_info, second.result_info]).toEqual(infos);
    expect(new Set([first.result, second.result].flat().map((one) => JSON.stringify(one))).size).toBe(7);
  });

  it('can make the list ignore the filter, until changed back', async () => {
    addMixed();
    sandbox.configure({ statusFilter: 'ignored' });
    expect(await count('&per_page=50')).toMatchObject([46, { total_count: 46 }]);
    sandbox.configure({ statusFilter: 'applied' });
    expect(await count('&per_page=50')).toMatchObject([6, { total_count: 6 }]);
  });

  it.each([
    ['invites', 'refused', 403, 10010],
    ['invites', 'unknown', 404, 7003],
    ['memberships', 'refused', 403, 10010],
    ['memberships', 'unknown', 404, 7003],
  ] as const)('let %s be %s, all its routes and no other', async (refused, service, status, code) => {
    const { invite, membership } = sandbox.addBoth();
    const answers = {
      invites: [() => list(), () => call(`${invites}/${invite.id}`), () => patch(invite.id, accept)],
      memberships: [
        () => call(memberships),
        () => call(`${memberships}/${membership.id}`),
        () => put(membership.id, accept),
      ],
    };
    sandbox.configure({ [refused]: service });
    for (const ask of answers[refused]) {
      const answer = await ask();
      expect(answer).toMatchObject({ status, codes: [code] });
      expect(answer.envelope).toMatchObject({ success: false, result: null });
    }
    expect(sandbox.answersThatTookEffect(invite.organization_id)).toBe(0);

    const served = refused === 'invites' ? 'memberships' : 'invites';
    for (const ask of answers[served]) expect((await ask()).status).toBe(200);
    sandbox.configure({ [refused]: 'served' });
    const [get] = answers[refused];
    expect((await get?.())?.status).toBe(200);
  });

  it('apply to only one user', async () => {
    const [, second] = sandbox.users;
    sandbox.configure({ memberships: 'unknown' });
    sandbox.setTwoFactor(true);
    expect((await call(memberships, {}, bearer(second.credentials.token))).status).toBe(200);
    const { result } = (await call('/client/v4/user', {}, bearer(second.credentials.userDetailsToken)))
      .envelope;
    expect(result).toMatchObject({ two_factor_authentication_enabled: false });
  });
});
