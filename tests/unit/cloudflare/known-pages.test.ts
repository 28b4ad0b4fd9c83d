import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { type InvitationList, readList } from '@/lib/cloudflare/list';
import { clientOf, invite, success } from './network';

// A page that is the same as before is not parsed. What comes of the list must be as if it had been.

afterEach(() => vi.restoreAllMocks());

interface Server {
  ids: number[];
  /** One that gives its first page whatever page it is asked for. */
  ignoresPage: boolean;
  /** One that tells of more than it has. */
  told: number;
}

const answerOf =
  ({ ids, ignoresPage, told }: Server) =>
  (url: string) => {
    const { searchParams } = new URL(url);
    const perPage = Number(searchParams.get('per_page') ?? 20);
    const page = ignoresPage ? 1 : Number(searchParams.get('page') ?? 1);
    const some = ids.slice((page - 1) * perPage, page * perPage);
    return success(
      some.map((id) => invite(String(id))),
      told,
    );
  };

/** The list as a client reads it that knew `known`, and how many requests that took. */
async function listOf(server: Server, known: string | null = null) {
  const { client, sent } = clientOf(answerOf(server));
  const result = await client.listInvitations(undefined, known);
  if (!result.ok) throw new Error(result.failure.reason);
  return { list: readList(result.value), requests: sent.length };
}

const idsOf = ({ invitations }: InvitationList) => invitations.map(({ id }) => id);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const servers = fc
  .record({
    ids: fc.uniqueArray(fc.nat(400), { maxLength: 260 }),
    ignoresPage: fc.boolean(),
    more: fc.constantFrom(0, 0, 0, 1, 70),
  })
  .map(({ ids, ignoresPage, more }): Server => ({ ids, ignoresPage, told: ids.length + more }));

it('makes the same list of the same answers, with the same requests', async () => {
  await fc.assert(
    fc.asyncProperty(servers, async (server) => {
      const first = await listOf(server);
      expect(await listOf(server, first.list.digest)).toEqual(first);
    }),
  );
});

it('makes of other answers what a client makes that knew nothing', async () => {
  // The list as it was, with some taken out and some put in somewhere: pages before that stay the same.
  const changes = fc.tuple(servers, fc.nat(260), fc.nat(3), fc.array(fc.integer({ min: 500, max: 900 })));
  await fc.assert(
    fc.asyncProperty(changes, async ([before, at, out, put]) => {
      const ids = before.ids.toSpliced(at, out, ...new Set(put));
      const after = { ...before, ids, told: before.told + ids.length - before.ids.length };
      const knew = await listOf(after, (await listOf(before)).list.digest);
      expect(knew.list).toEqual((await listOf(after)).list);
    }),
  );
});

it('does not parse pages that are the same, and parses all that another list needs', async () => {
  const before: Server = { ids: range(0, 500), ignoresPage: false, told: 500 };
  const { list } = await listOf(before);
  const parse = vi.spyOn(JSON, 'parse');
  const envelopes = () => parse.mock.calls.filter(([text]) => text.startsWith('{"success"')).length;
  const { client } = clientOf(answerOf(before));
  const result = await client.listInvitations(undefined, list.digest);
  expect(result.ok && result.value.digest).toBe(list.digest);
  // The plain list, and the first page for how many there are.
  expect(envelopes()).toBeLessThanOrEqual(3);
  const { list: after } = await listOf(
    { ...before, ids: [...range(0, 490), ...range(700, 710)] },
    list.digest,
  );
  expect(idsOf(after)).toEqual([...range(0, 490), ...range(700, 710)].map(String));
});

it('does not take an answer that is refused for one that was a success', async () => {
  const { list } = await listOf({ ids: range(0, 80), ignoresPage: false, told: 80 });
  const answer = answerOf({ ids: range(0, 80), ignoresPage: false, told: 80 });
  const { client } = clientOf(async (url) => {
    const body = await answer(url).text();
    return new Response(body, { status: url.includes('page=2') ? 503 : 200 });
  });
  expect(await client.listInvitations(undefined, list.digest)).toMatchObject({ ok: false });
});
