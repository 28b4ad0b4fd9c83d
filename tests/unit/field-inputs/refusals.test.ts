import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { failureSchema } from '@/lib/domain/failure';
import {
  plainText,
  type ReportedAnswer,
  refusal,
  success,
  toList,
  toMemberships,
} from '../../support/cloudflare-answers';
import { onlyLogin, pending, useFieldStage, wordsOf } from '../support/field-stage';
import { passMs } from '../support/stage';
import { badge, send } from '../support/worker';

// What Cloudflare has returned instead of a list, mostly from bug reports. A new report is a new line.

const stage = useFieldStage();

const unlisted = "This list of invitations can't be read";
const lacking = 'This token is missing a permission';
const badToken = "Cloudflare doesn't accept this API token";
const slow = 'Rate limit reached';
const trouble = 'Cloudflare is having problems';
const foreign = 'Something other than Cloudflare responded';
const unreadable = "Couldn't read Cloudflare's response";

const replySchema = z.object({ ok: z.literal(false), failure: failureSchema });

/** Without `words`, no message of Cloudflare is shown. */
type Row = [answer: ReportedAnswer, title: string, remedy: RegExp, words?: string];

it.each<Row>([
  [
    refusal(404, [7003, 'Could not route to /user/invites'], [7000, 'No route for that URI']),
    unlisted,
    /retry automatically/,
    'Could not route to /user/invites (7003) No route for that URI (7000)',
  ],
  [refusal(405, [10405, 'Method not allowed']), unlisted, /plan/, 'Method not allowed (10405)'],
  [
    refusal(400, [0, 'Actor "x" requires permission "com.cloudflare.api.user.invites.list"']),
    lacking,
    /Memberships: Edit/,
    'Actor "x" requires permission "com.cloudflare.api.user.invites.list"',
  ],
  [plainText(403, 'Authorization failed'), lacking, /Memberships/, 'Authorization failed'],
  [refusal(403, [10000, 'Authentication error']), lacking, /Memberships/, 'Authentication error (10000)'],
  [
    refusal(400, [9106, 'Authentication failed']),
    badToken,
    /belong to an account instead of you/,
    'Authentication failed (9106)',
  ],
  [refusal(400, [10001, 'Unable to authenticate']), badToken, /an account/, 'Unable to authenticate (10001)'],
  [
    refusal(400, [1001, 'This endpoint does not support account owned tokens.']),
    'This token belongs to an account, not to you',
    /sent to people/,
    'This endpoint does not support account owned tokens. (1001)',
  ],
  [
    refusal(401, [10000, 'Authentication error']),
    "Cloudflare doesn't accept this login",
    /working API token or key/,
    'Authentication error (10000)',
  ],
  [
    refusal(403, [9109, 'Cannot use the access token from location: 192.0.2.1']),
    "This API token can't be used from here",
    /IP addresses/,
    'Cannot use the access token from location: 192.0.2.1 (9109)',
  ],
  [
    refusal(403, [9109, 'Max auth failures reached']),
    'Cloudflare has temporarily blocked this login',
    /Wait/,
    'Max auth failures reached (9109)',
  ],
  [refusal(200, [971, 'Please wait']), slow, /retry/, 'Please wait (971)'],
  [plainText(429, 'error code: 1015'), slow, /retry/],
  [refusal(500, [10000, 'Authentication error']), trouble, /retry/, 'Authentication error (10000)'],
  [plainText(503, 'upstream connect error'), trouble, /retry/],
  [plainText(200, 'OK'), foreign, /proxy/],
  [{ body: '<html>Log in to the network</html>', contentType: 'text/html' }, foreign, /login page/],
  [{ body: '{"success":true,"result":[' }, unreadable, /retry/],
  [success({ items: [] }), unreadable, /retry/],
  [
    refusal(400, [4242, 'Nobody knows']),
    'Cloudflare refused without saying why',
    /retry/,
    'Nobody knows (4242)',
  ],
])('%j', async (answer, title, remedy, words) => {
  const { sandbox } = stage;
  const refuse = () => {
    sandbox.fault(toList(answer));
    sandbox.fault(toMemberships(answer));
  };
  const said = { title, remedy: expect.stringMatching(remedy), words: words ?? null };
  refuse();
  const { failure } = replySchema.parse(await stage.connectByToken());
  expect(wordsOf(failure)).toEqual(said);

  // A login that worked keeps its list, and works again once Cloudflare does.
  sandbox.clearFaults();
  sandbox.addInvite({ organization_name: 'Acme' });
  await stage.connectByToken();
  refuse();
  await send({ type: 'refresh' });
  expect(wordsOf((await onlyLogin()).poll?.failure)).toEqual(said);
  expect(await pending()).toMatchObject([{ organizationName: 'Acme' }]);
  sandbox.clearFaults();
  vi.setSystemTime(Date.now() + 61 * 60_000);
  await send({ type: 'refresh' });
  expect((await onlyLogin()).poll?.failure).toBeNull();

  // If only one list is refused, the other is not affected.
  sandbox.fault(toList(answer));
  sandbox.addMembership({ account: { name: 'Globex' } });
  await send({ type: 'refresh' });
  expect((await pending()).map(({ organizationName }) => organizationName)).toEqual(['Acme', 'Globex']);
  sandbox.clearFaults();
  vi.setSystemTime(Date.now() + 61 * 60_000);
  await send({ type: 'refresh' });
  expect((await onlyLogin()).poll?.refusals).toEqual({});
});

describe('a login that worked', () => {
  const minuteMs = 60_000;
  const refusals: [answer: ReportedAnswer][] = [
    [refusal(401, [10000, 'Authentication error'])],
    [refusal(403, [10000, 'Authentication error'])],
    [refusal(400, [9106, 'Authentication failed'])],
    [refusal(401, [1000, 'Invalid API Token'])],
    [plainText(403, 'Authorization failed')],
  ];

  /** Connects a login with one invitation, which is refused from now on. */
  async function refusedBy(answer: ReportedAnswer): Promise<void> {
    stage.sandbox.addInvite({ organization_name: 'Acme' });
    await stage.connectByToken();
    stage.sandbox.fault(toList(answer));
    stage.sandbox.fault(toMemberships(answer));
    await send({ type: 'refresh' });
  }

  it.each(refusals)('is polled again automatically after one refusal: %j', async (answer) => {
    await refusedBy(answer);
    expect((await badge()).text).toBe('1');
    stage.sandbox.clearFaults();
    await passMs(5 * minuteMs);
    expect((await onlyLogin()).poll).toMatchObject({ failure: null, failures: 0 });
    expect((await badge()).text).toBe('1');
  });

  it.each(refusals)('is not given up because of refusals within minutes: %j', async (answer) => {
    await refusedBy(answer);
    for (let minutes = 0; minutes < 9; minutes++) {
      vi.setSystemTime(Date.now() + minuteMs);
      await send({ type: 'refresh' });
    }
    expect((await badge()).text).toBe('1');
    stage.sandbox.clearFaults();
    await passMs(5 * minuteMs);
    expect((await onlyLogin()).poll?.failure).toBeNull();
  });

  it.each(refusals)('needs the user if it stays refused: %j', async (answer) => {
    await refusedBy(answer);
    await passMs(5 * minuteMs);
    expect((await badge()).text).toBe('1');
    await passMs(5 * minuteMs);
    expect((await badge()).text).toBe('!');
    stage.sandbox.clearFaults();
    await send({ type: 'refresh' });
    expect((await badge()).text).toBe('1');
  });

  it('is no longer polled if Cloudflare blocks it for too many refusals', async () => {
    await refusedBy(refusal(403, [9109, 'Max auth failures reached']));
    expect((await badge()).text).toBe('!');
    stage.sandbox.clearRequests();
    vi.setSystemTime(Date.now() + 24 * 60 * minuteMs);
    await send({ type: 'opened' });
    expect(stage.sent()).toBe(0);
  });
});
