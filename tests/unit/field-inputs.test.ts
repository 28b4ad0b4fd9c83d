import { beforeEach, describe, expect, it, vi } from 'vitest';
import { misplaced } from '@/components/options/misplaced';
import { failureText } from '@/components/shared/failure-text';
import { type Failure, failureSchema } from '@/lib/domain/failure';
import { historyRows } from '@/lib/domain/history';
import type { Invitation } from '@/lib/domain/invitation';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { searchRows } from '@/lib/domain/search';
import { isComplete, unreadableCount } from '@/lib/domain/snapshot';
import { inviteRows, snapshotOf } from '@/lib/domain/state';
import { readState } from '@/lib/storage/state';
import type { Fault } from '../sandbox/fault';
import type { UserOptions } from '../sandbox/user-options';
import {
  plainText,
  type ReportedAnswer,
  refusal,
  success,
  toList,
  toMemberships,
  toOne,
  toResponse,
} from '../support/cloudflare-answers';
import { isolated, titles, turnOn } from './support/notification-stage';
import { settle } from './support/settle';
import { passMs, useStage } from './support/stage';
import { answerRow, badge, connect, send } from './support/worker';

// What Cloudflare and people were seen to send, mostly in bug reports of other clients of its API. A new report is a new
// line in one of these tables.

const stage = useStage();

const nowMs = Date.UTC(2026, 8, 28);
const minuteMs = 60_000;

beforeEach(() => {
  // Where a time without a zone, taken as local, would be four hours late.
  vi.stubEnv('TZ', 'America/New_York');
  vi.useFakeTimers({ toFake: ['Date'], now: nowMs });
  return () => vi.unstubAllEnvs();
});

const rows = async () => inviteRows(await readState(), Date.now());
const pending = async () => (await rows()).map(({ invitation }) => invitation);
const past = async () => historyRows(await readState(), Date.now()).map(({ invitation }) => invitation);
const onlyPoll = async () => Object.values((await readState()).polls)[0];
const snapshot = async () => {
  const state = await readState();
  return snapshotOf(state, state.connections[0]?.id ?? '');
};

/** An invitation as Cloudflare sends it, with no more than it must have. */
const bare = { id: 'i1', organization_id: 'o1', invited_member_id: null, status: 'pending' };

describe('an item of the list', () => {
  it.each<[report: string, items: unknown[], shown: Partial<Invitation>[], unreadable?: number]>([
    ['roles as objects', [{ roles: [{ id: 'r', name: 'DNS Editor' }] }], [{ roles: ['DNS Editor'] }]],
    [
      'roles of any kind',
      [{ roles: ['DNS', { name: 'Zaraz' }, null, 7, {}] }],
      [{ roles: ['DNS', 'Zaraz'] }],
    ],
    ['roles as one text', [{ roles: 'DNS' }], [{ roles: [] }]],
    ['no roles', [{ roles: null }], [{ roles: [] }]],
    ['the year 0001 as its end', [{ expires_on: '0001-01-01T00:00:00Z' }], [{ expiresAtMs: null }]],
    [
      'a time without a zone',
      [{ expires_on: '2026-10-01T14:00:00.123456' }],
      [{ expiresAtMs: Date.UTC(2026, 9, 1, 14, 0, 0, 123) }],
    ],
    [
      "a database's time",
      [{ invited_on: '2026-09-27 05:59:36.458083+00', expires_on: '2026-10-01 14:00:00+00' }],
      [{ invitedAtMs: Date.UTC(2026, 8, 27, 5, 59, 36, 458), expiresAtMs: Date.UTC(2026, 9, 1, 14) }],
    ],
    ['no time', [{ expires_on: 'soon', invited_on: {} }], [{ expiresAtMs: null, invitedAtMs: null }]],
    [
      'one id in two organizations',
      [{ organization_name: 'Acme' }, { organization_id: 'o2', organization_name: 'Globex' }],
      [{ organizationName: 'Acme' }, { organizationName: 'Globex' }],
    ],
    [
      'one organization that invites two addresses',
      [{ invited_member_email: 'a@b.example' }, { id: 'i2', invited_member_email: 'c@d.example' }],
      [{ invitedEmail: 'a@b.example' }, { invitedEmail: 'c@d.example' }],
    ],
    ['the same twice', [{}, {}], [{ key: 'i1' }]],
    ['no id', [{ id: undefined }], [{ routes: [], status: 'pending' }]],
    ['an id that would name another resource', [{ id: '..' }], [{ routes: [] }]],
    ['an id to be encoded', [{ id: 'a/b?c' }], [{ routes: [{ source: 'invites', id: 'a/b?c' }] }]],
    ['no status', [{ status: undefined }], [{ status: 'pending' }]],
    ['an empty status', [{ status: '' }], [{ status: 'pending' }]],
    [
      'no names',
      [{ organization_name: null, invited_by: '' }],
      [{ organizationName: null, invitedBy: null }],
    ],
    ['names of another kind', [{ organization_name: { en: 'Acme' }, invited_by: 7 }], [{ invitedBy: null }]],
    ['more than is documented', [{ organization: { id: 'o1' }, code: 'x', teams: [] }], [{ key: 'i1' }]],
    ['what is none, beside a good one', [{}, null, 'i2', [], { organization_id: 7 }], [{ key: 'i1' }], 4],
  ])('%s', async (_, items, shown, unreadable = 0) => {
    const sent = items.map((item) => (isObject(item) ? { ...bare, ...item } : item));
    stage.sandbox.fault(toList(success(sent)));
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: shown.length });
    expect(await pending()).toMatchObject(shown);
    expect(await snapshot().then(unreadableCount)).toBe(unreadable);
    expect((await badge()).text).toMatch(new RegExp(`^${shown.length}\\+?$`));
  });

  it('one id in two organizations is answered for one of them', async () => {
    stage.sandbox.setInvites([
      { ...bare, organization_name: 'Acme' },
      { ...bare, organization_id: 'o2', organization_name: 'Globex' },
    ]);
    await stage.connectByToken();
    await answerRow('Acme', 'accepted');
    expect(await past()).toMatchObject([{ organizationName: 'Acme', status: 'accepted' }]);
    expect(await pending()).toMatchObject([{ organizationName: 'Globex' }]);
  });
});

describe('a list of several pages', () => {
  const page = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({
      ...bare,
      id: `p${from + i}`,
      organization_id: `o${from + i}`,
    }));
  const sizeRefused: Fault = {
    kind: 'status',
    status: 400,
    code: 8000024,
    path: 'per_page=50',
    times: 'always',
  };

  it.each<
    [
      report: string,
      all: number,
      told: UserOptions['invitePages'] | Fault[],
      shown: number,
      complete: boolean,
    ]
  >([
    ['total_pages and no total_count', 25, 'total-pages', 25, true],
    ['total_pages, of more than two pages', 130, 'total-pages', 130, true],
    ['one full page by total_pages', 20, 'total-pages', 20, true],
    ['a cursor', 25, 'cursor', 25, true],
    ['cursors', 65, 'cursor', 65, true],
    [
      'a cursor that brings nothing new',
      0,
      [toList(success(page(20), { cursors: { after: 'abc' }, count: 20 }))],
      20,
      false,
    ],
    ['a cursor at the end', 0, [toList(success(page(20), { cursors: { after: '' }, count: 20 }))], 20, true],
    [
      'an empty cursor with every page',
      0,
      [
        toList(success(page(20), { cursor: '', total_count: 25 }), 1),
        toList(success(page(25), { cursor: '', total_count: 25 })),
      ],
      25,
      true,
    ],
    ['cursors without a next one', 0, [toList(success(page(50), { cursors: {}, count: 50 }))], 50, true],
    ['nothing, by a full page', 20, 'untold', 20, true],
    ['nothing, by several', 65, 'untold', 65, true],
    ['nothing, by half a page', 7, 'untold', 7, true],
    ['the size of its pages refused', 25, [sizeRefused], 20, false],
    [
      'the size of its pages refused, by the page after',
      130,
      [{ ...sizeRefused, path: 'page=2&' }],
      50,
      false,
    ],
    ['numbers as text', 25, [toList(success(page(20), { total_count: '25', per_page: '20' }), 1)], 45, false],
    [
      'a total that is less than what came',
      25,
      [toList(success(page(20), { total_count: 3 }), 1)],
      45,
      false,
    ],
    ['a total of other things than this list', 0, [toList(success(page(3), { total_count: 90 }))], 3, false],
    ['odd numbers', 0, [toList(success(page(3), { total_count: -1, per_page: {}, cursor: 7 }))], 3, true],
    [
      'a gateway in trouble at the second page',
      65,
      [{ kind: 'html', path: 'page=2&', times: 'always' }],
      50,
      false,
    ],
  ])('told by %s (%i)', async (_, all, told, shown, complete) => {
    for (let i = 0; i < all; i++) stage.sandbox.addInvite();
    if (Array.isArray(told)) for (const fault of told) stage.sandbox.fault(fault);
    else stage.sandbox.configure({ invitePages: told });
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: shown });
    expect(await snapshot().then(isComplete)).toBe(complete);
  });
});

/** The words for a failure, as a page shows them. */
const wordsOf = (failure: Failure | null | undefined) => failure && failureText(failure, Date.now());

describe('a refusal of the list', () => {
  /** What a person is told to do, as far as it has to be said. */
  it.each<[report: ReportedAnswer, title: string, remedy: RegExp, words?: string | null]>([
    [
      refusal(404, [7003, 'Could not route to /user/invites'], [7000, 'No route for that URI']),
      'This list of invitations cannot be read',
      /tried again by itself/,
      'Could not route to /user/invites (7003) No route for that URI (7000)',
    ],
    [
      refusal(400, [0, 'Actor "x" requires permission "com.cloudflare.api.user.invites.list"']),
      'This login lacks a permission',
      /Memberships, Edit/,
    ],
    [
      plainText(403, 'Authorization failed'),
      'This login lacks a permission',
      /Memberships/,
      'Authorization failed',
    ],
    [
      refusal(400, [9106, 'Authentication failed']),
      'Cloudflare does not accept this API token',
      /belong to an account instead of you/,
      'Authentication failed (9106)',
    ],
    [
      refusal(400, [10001, 'Unable to authenticate request']),
      'Cloudflare does not accept this API token',
      /belong to an account/,
    ],
    [
      refusal(400, [1001, 'This endpoint does not support account owned tokens.']),
      "This is an account's token, not yours",
      /belong to a person/,
    ],
    [refusal(401, [10000, 'Authentication error']), 'Cloudflare refuses this login', /Connect again/],
    [refusal(403, [10000, 'Authentication error']), 'This login lacks a permission', /Memberships/],
    [
      refusal(403, [9109, 'Cannot use the access token from location: 192.0.2.1']),
      'This API token may not be used from here',
      /IP addresses/,
    ],
    [
      refusal(403, [9109, 'Max auth failures reached']),
      'Cloudflare has blocked this login for a while',
      /Wait/,
    ],
    [refusal(405, [10405, 'Method not allowed']), 'This list of invitations cannot be read', /plan/],
    [refusal(200, [971, 'Please wait']), 'Cloudflare asks to slow down', /by itself/],
    [plainText(429, 'error code: 1015'), 'Cloudflare asks to slow down', /by itself/, null],
    [refusal(500, [10000, 'Authentication error']), 'Cloudflare has a problem', /by itself/],
    [plainText(503, 'upstream connect error'), 'Cloudflare has a problem', /by itself/, null],
    [plainText(200, 'OK'), 'Something else answered instead of Cloudflare', /proxy/, null],
    [
      { body: '<html>Log in to the network</html>', contentType: 'text/html' },
      'Something else answered instead of Cloudflare',
      /login page/,
    ],
    [{ body: '{"success":true,"result":[' }, "Cloudflare's answer could not be read", /by itself/],
    [success({ items: [] }), "Cloudflare's answer could not be read", /by itself/],
    [
      refusal(400, [4242, 'Nobody knows']),
      'Cloudflare refused without saying why',
      /by itself/,
      'Nobody knows (4242)',
    ],
  ])('%j', async (answer, title, remedy, words) => {
    const { sandbox } = stage;
    const refuse = () => {
      sandbox.fault(toList(answer));
      sandbox.fault(toMemberships(answer));
    };
    refuse();
    expect(wordsOf(failureOf(await stage.connectByToken()))).toEqual({
      title,
      remedy: expect.stringMatching(remedy),
    });

    // A login that worked keeps its list, and works again once Cloudflare does.
    sandbox.clearFaults();
    sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connectByToken();
    refuse();
    await send({ type: 'refresh' });
    const failure = (await onlyPoll())?.failure;
    expect(wordsOf(failure)?.title).toBe(title);
    if (words !== undefined) expect(failure?.message).toBe(words);
    expect(await pending()).toMatchObject([{ organizationName: 'Acme' }]);
    sandbox.clearFaults();
    vi.setSystemTime(Date.now() + 61 * minuteMs);
    await send({ type: 'refresh' });
    expect((await onlyPoll())?.failure).toBeNull();

    // Refused to one list alone, it takes nothing from the other.
    sandbox.fault(toList(answer));
    sandbox.addMembership({ account: { name: 'Globex' } });
    await send({ type: 'refresh' });
    expect((await pending()).map(({ organizationName }) => organizationName)).toEqual(['Acme', 'Globex']);
  });
});

describe('an answer to a response', () => {
  const accepted = { organization_id: 'o1', invited_member_id: null, status: 'accepted' };
  const gone = refusal(404, [7003, 'Could not route to /user/invites/i1']);
  /** How it ends: confirmed, or failed for a reason that the row tells. */
  type End = 'confirmed' | { title: string; words: string | null };
  const refused = (words: string | null): End => ({ title: 'Cloudflare did not take the response', words });
  const lacking = (words: string): End => ({ title: 'This login lacks a permission', words });

  interface Case {
    /** To the PATCH. */
    patch: ReportedAnswer;
    /** To the question what became of it, where that is not what the sandbox knows. */
    one?: ReportedAnswer;
    end: End;
    /** How many times it was sent. */
    sent?: number;
  }

  it.each<Case>([
    { patch: { ...success({ id: 'i1', ...accepted }), takesEffect: true }, end: 'confirmed' },
    { patch: { ...success(accepted), takesEffect: true }, end: 'confirmed' },
    {
      patch: {
        ...success({ ...accepted, id: 'i1', roles: [], invited_by: null, organization_name: '' }),
        takesEffect: true,
      },
      end: 'confirmed',
    },
    { patch: { ...success([{ id: 'i1', ...accepted }]), takesEffect: true }, end: 'confirmed' },
    {
      patch: { ...success({ id: 'i1', ...accepted, status: 'pending' }), takesEffect: true },
      end: 'confirmed',
    },
    { patch: { ...success('accepted'), takesEffect: true }, end: 'confirmed' },
    { patch: { ...success(null), takesEffect: true }, end: 'confirmed' },
    { patch: { body: '', takesEffect: true }, end: 'confirmed' },
    { patch: { body: '', status: 204, takesEffect: true }, end: 'confirmed' },
    { patch: { body: 'OK', contentType: 'text/plain', takesEffect: true }, end: 'confirmed' },
    { patch: { ...refusal(500, [10000, 'Authentication error']), takesEffect: true }, end: 'confirmed' },
    {
      patch: { ...refusal(409, [1003, 'Invitation has already been accepted']), takesEffect: true },
      end: 'confirmed',
    },
    { patch: { ...gone, takesEffect: true }, end: 'confirmed' },
    // Nothing came of it, and nothing was refused: it is sent again.
    { patch: success(null), end: 'confirmed', sent: 2 },
    { patch: { body: '' }, end: 'confirmed', sent: 2 },
    { patch: plainText(503, 'upstream connect error'), end: 'confirmed', sent: 2 },
    // Refused: sent once, and told with Cloudflare's words.
    {
      patch: refusal(200, [4242, 'Account member limit reached']),
      end: refused('Account member limit reached (4242)'),
    },
    {
      patch: refusal(400, [1001, 'Invalid request: status']),
      end: refused('Invalid request: status (1001)'),
    },
    {
      patch: refusal(403, [10000, 'Two-factor authentication must be enabled']),
      end: refused('Two-factor authentication must be enabled (10000)'),
    },
    { patch: refusal(409, [1003, 'Invitation has expired']), end: refused('Invitation has expired (1003)') },
    { patch: refusal(422), end: refused(null) },
    { patch: plainText(403, 'Forbidden'), end: refused('Forbidden') },
    { patch: plainText(403, 'Authorization failed'), end: lacking('Authorization failed') },
    { patch: refusal(403, [10000, 'Authentication error']), end: lacking('Authentication error (10000)') },
    {
      patch: refusal(405, [10405, 'Method not allowed']),
      end: { title: 'This invitation cannot be answered from here', words: 'Method not allowed (10405)' },
    },
    {
      patch: gone,
      one: gone,
      end: { title: 'This invitation no longer exists', words: 'Could not route to /user/invites/i1 (7003)' },
    },
    // Cloudflare has it no more, while its list still shows it as pending: nobody can tell.
    {
      patch: { body: '' },
      one: gone,
      end: {
        title: 'Whether this counted is not known',
        words: 'Could not route to /user/invites/i1 (7003)',
      },
    },
    {
      patch: success(null),
      one: gone,
      end: {
        title: 'Whether this counted is not known',
        words: 'Could not route to /user/invites/i1 (7003)',
      },
    },
    {
      patch: { body: '' },
      one: success({ id: 'i1', ...accepted, status: 'rejected' }),
      end: { title: 'This invitation is no longer open', words: null },
    },
  ])('$patch, $one', async ({ patch, one, end, sent = 1 }) => {
    const { sandbox } = stage;
    sandbox.addInvite({ id: 'i1', organization_id: 'o1', organization_name: 'Acme', roles: ['DNS'] });
    sandbox.addInvite({ id: 'i2', organization_name: 'Globex' });
    await stage.connectByToken();
    sandbox.clearRequests();
    sandbox.fault(toResponse(patch));
    if (one) sandbox.fault(toOne(one));
    await answerRow('Acme', 'accepted');
    await settle();
    const [entry] = (await readState()).outbox;
    const responses = sandbox.requests.filter(
      ({ method, path }) => method === 'PATCH' && path.endsWith('/i1'),
    );
    expect(responses).toHaveLength(sent);
    if (end === 'confirmed') {
      expect(entry).toBeUndefined();
      expect(await past()).toMatchObject([{ organizationName: 'Acme', roles: ['DNS'], status: 'accepted' }]);
    } else {
      expect(entry?.phase).toBe('failed');
      expect({ title: wordsOf(entry?.failure)?.title, words: entry?.failure?.message }).toEqual(end);
    }
    // Whatever came of this one, the login may respond to others.
    sandbox.clearFaults();
    await answerRow('Globex', 'rejected');
    await settle();
    expect(sandbox.invite('i2')?.status).toBe('rejected');
  });

  it.each([[success({ id: 'i1', ...accepted })], [success(accepted)]])(
    '%j keeps what is known of an invitation that the list has no more',
    async (patch) => {
      const { sandbox } = stage;
      const known = { organization_name: 'Acme', invited_by: 'ann@acme.example', roles: ['DNS', 'Zaraz'] };
      sandbox.addInvite({ id: 'i1', organization_id: 'o1', ...known });
      await stage.connectByToken();
      const [before] = await pending();
      sandbox.removeInvite('i1');
      sandbox.fault(toResponse(patch));
      await answerRow('Acme', 'accepted');
      await send({ type: 'refresh' });
      const { key, organizationName, invitedBy, roles, invitedAtMs } = before ?? {};
      expect(await past()).toMatchObject([
        { key, organizationName, invitedBy, roles, invitedAtMs, status: 'accepted' },
      ]);
      expect(before).toMatchObject({ invitedBy: 'ann@acme.example', roles: ['DNS', 'Zaraz'] });
    },
  );

  it.each<[headers: Record<string, string>, body: object, waitSeconds: number]>([
    [{ 'retry-after': '0' }, { retry_after: 30 }, 30],
    [{ 'retry-after': '0' }, { retry_after: '90' }, 90],
    [{ 'retry-after': '0' }, { errors: [{ code: 971, message: 'x', retry_after: 90 }] }, 90],
    [{ 'retry-after': '90' }, { retry_after: 30 }, 90],
    [{ 'retry-after': '-1', ratelimit: '"default";r=0;t=120' }, {}, 120],
    [{ 'retry-after': 'Mon, 28 Sep 2026 00:02:00 GMT', date: 'Mon, 28 Sep 2026 00:00:00 GMT' }, {}, 120],
    [{}, {}, 300],
    [{ 'retry-after': '999999999' }, {}, 3600],
  ])('429 with %j and %j is waited out', async (headers, told, waitSeconds) => {
    const { sandbox } = stage;
    sandbox.addInvite({ id: 'i1', organization_name: 'Acme' });
    await stage.connectByToken();
    const body = { success: false, errors: [{ code: 971, message: 'x' }], result: null, ...told };
    sandbox.fault(toResponse({ status: 429, body, headers }));
    await answerRow('Acme', 'accepted');
    sandbox.clearRequests();
    await passMs(waitSeconds * 1000 - 1);
    await send({ type: 'refresh' });
    expect(stage.sent()).toBe(0);
    await passMs(1);
    await settle();
    expect(stage.sent('PATCH')).toBe(1);
    expect(sandbox.invite('i1')?.status).toBe('accepted');
  });
});

describe('what people paste', () => {
  const token = 'sbxRespondQm4T7vYc2Lr9Jd0WnEe6Xh3KfUa8Zp';
  const key = '4b1f9d07c36ea258d0b7e91c5a3f8624e7d09';
  const wrappers: ((secret: string) => string)[] = [
    (secret) => `Bearer ${secret}`,
    (secret) => `"${secret}"`,
    (secret) => `${secret}\n`,
    (secret) => ` ${secret.slice(0, 20)}\n${secret.slice(20)}\t`,
    (secret) => `\u200B${secret}\uFEFF`,
    (secret) => `\u00A0“${secret}”,`,
    (secret) => `Authorization: Bearer "${secret}";`,
    (secret) => `X-Auth-Key: ${secret}`,
    (secret) => `CLOUDFLARE_API_TOKEN=${secret}\r\n`,
    (secret) => secret,
  ];

  it.each(wrappers.map((wrap) => [wrap(token), wrap(key)]))('%j and %j connect', async (asToken, asKey) => {
    expect(await stage.connectByToken(cleanSecret(asToken))).toMatchObject({ ok: true });
    expect(stage.sandbox.requests.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${token}` });
    const email = cleanEmail(` <${stage.sandbox.credentials.email}>\n`);
    expect(await connect({ kind: 'key', email, key: cleanSecret(asKey) })).toMatchObject({ ok: true });
    expect(stage.sandbox.requests.at(-1)?.headers).toMatchObject({ 'x-auth-key': key });
  });

  it.each([
    ['token', 'x'.repeat(53)],
    ['token', `${'x'.repeat(40)}==`],
    ['token', `cfut_${'x'.repeat(48)}`],
    ['key', 'a1'.repeat(22).padEnd(45, 'f')],
    ['key', `cfk_${'x'.repeat(48)}`],
  ] as const)('the %s %s is sent as it is', async (kind, secret) => {
    const { email } = stage.sandbox.credentials;
    expect(cleanSecret(secret)).toBe(secret);
    expect(misplaced(kind, secret)).toBeNull();
    await connect(kind === 'token' ? { kind, token: secret } : { kind, email, key: secret });
    const { headers } = stage.sandbox.requests[0] ?? {};
    expect(headers?.[kind === 'token' ? 'authorization' : 'x-auth-key']).toBe(
      kind === 'token' ? `Bearer ${secret}` : secret,
    );
  });

  it.each([
    ['token', key, 'This looks like a Global API key.', 'key'],
    ['token', `cfk_${'x'.repeat(48)}`, 'This looks like a Global API key.', 'key'],
    ['token', 'a1'.repeat(22).padEnd(45, 'f'), 'This looks like a Global API key.', 'key'],
    ['key', token, 'This looks like an API token.', 'token'],
    ['key', `cfut_${'x'.repeat(48)}`, 'This looks like an API token.', 'token'],
    ['email', token, 'This looks like an API token.', 'token'],
    ['token', 'mira@example.com', 'This looks like an email address.', 'email'],
  ] as const)('in the field of the %s, %s is named', (field, pasted, text, to) => {
    expect(misplaced(field, cleanSecret(pasted))).toMatchObject({ text, move: { to } });
  });
});

describe('names', () => {
  it.each([
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Ørsted Æther', 'orsted aether'],
    ['Diyarbakır', 'DIYARBAKIR'],
    ['Việt Nam', 'viet nam'],
    ['Ａｃｍｅ', 'acme'],
    ['שָׁלוֹם', 'שלום'],
  ])('%j is found by %j', async (organization_name, query) => {
    stage.sandbox.addInvite({ organization_name });
    stage.sandbox.addInvite({ organization_name: 'Unrelated' });
    await stage.connectByToken();
    const found = searchRows(await rows(), query, 'expiring');
    expect(found.map(({ invitation }) => invitation.organizationName)).toEqual([organization_name]);
  });

  it.each(['شركة أمثلة', 'חברת הדוגמה', '(שלום) 2', 'Acme\u202E'])(
    '%j leaves the order of an English notification alone',
    async (organization_name) => {
      await stage.connectByToken();
      await turnOn();
      stage.sandbox.addInvite({ organization_name });
      await passMs(5 * minuteMs);
      expect(await titles()).toEqual([
        `New invitation to ${isolated(organization_name.replace('\u202E', ''))}`,
      ]);
    },
  );
});

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failureOf(reply: unknown): Failure | null {
  return isObject(reply) && 'failure' in reply ? failureSchema.parse(reply.failure) : null;
}
