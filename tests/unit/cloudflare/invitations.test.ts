import { describe, expect, it } from 'vitest';
import { clientOf, invite, success } from './network';

describe('invitations', () => {
  it('are read one by one: an invalid one is counted and does not hide the others', async () => {
    const { client } = clientOf(() =>
      success([invite('1'), 'odd', { id: '2' }, null, { ...invite('3'), roles: 7 }]),
    );
    const result = await client.list('invites');
    expect(result).toMatchObject({ ok: true, value: { unreadable: 3 } });
    expect(result.ok && result.value.records.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('are read from a reply in chunks, wherever it is split', async () => {
    const name = 'Überseekontor 東京';
    const bytes = new Uint8Array(await success([{ ...invite('1'), organization_name: name }]).arrayBuffer());
    const cuts = Array.from({ length: bytes.length }, (_, i) => i).filter((i) => i % 7 === 0);
    const pieces = cuts.map((start) => bytes.subarray(start, start + 7));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    const result = await clientOf(() => new Response(body)).client.list('invites');
    expect(result).toMatchObject({ value: { records: [{ organizationName: name }] } });
  });

  it('have times in ms, null for missing fields, and keep an unknown status', async () => {
    const { client } = clientOf(() =>
      success({
        ...invite('1'),
        status: 'frozen',
        expires_on: '2026-03-05T12:00:00Z',
        invited_on: 'some day',
        organization_name: 'Northwind',
        news: { from: 'the future' },
      }),
    );
    expect(await client.get({ source: 'invites', id: '1' })).toEqual({
      ok: true,
      value: {
        id: '1',
        organizationId: 'org-1',
        organizationName: 'Northwind',
        invitedBy: null,
        invitedEmail: null,
        invitedAtMs: null,
        expiresAtMs: Date.parse('2026-03-05T12:00:00Z'),
        enforcesTwoFactor: null,
        roles: [],
        cautions: [],
        status: 'frozen',
      },
    });
  });

  it('may have numeric ids and a status in other letter case, in either list', async () => {
    const { client } = clientOf((url) =>
      url.includes('/memberships')
        ? success([{ id: 7, account: { id: 'a' }, status: ' Pending' }])
        : success([{ ...invite('x'), id: 7, invited_member_id: 8, status: 'ACCEPTED' }]),
    );
    expect(await client.list('invites')).toMatchObject({
      value: { unreadable: 0, records: [{ id: '7', status: 'accepted' }] },
    });
    expect(await client.list('memberships')).toMatchObject({
      value: { unreadable: 0, records: [{ id: '7', status: 'pending' }] },
    });
  });

  it.each(['.', '..', '', '\ud800'])('cannot have an id that is not safe in a path: %j', async (id) => {
    const { client } = clientOf(() => success([{ ...invite('x'), id }]));
    expect(await client.list('invites')).toMatchObject({ value: { records: [{ id: null }] } });
  });
});
