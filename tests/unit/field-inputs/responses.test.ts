import { describe, expect, it } from 'vitest';
import { readState } from '@/lib/storage/state';
import {
  plainText,
  type ReportedAnswer,
  refusal,
  success,
  toList,
  toOne,
  toResponse,
} from '../../support/cloudflare-answers';
import { bare, past, pending, useFieldStage, wordsOf } from '../support/field-stage';
import { settle } from '../support/settle';
import { passMs } from '../support/stage';
import { answerRow, send } from '../support/worker';

// What Cloudflare has returned to a response, mostly from bug reports. A new report is a new line.

const stage = useFieldStage();

const { id, ...withoutId } = { ...bare, status: 'accepted' };
const noRoute = 'Could not route to /user/invites/i1';
const gone = refusal(404, [7003, noRoute]);

/** How many responses to the invitation were sent. */
const sentTo = (inviteId: string) =>
  stage.sandbox.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/${inviteId}`))
    .length;

/** Accepts the first of two invitations with this reply; `one` is the reply when its status is checked. */
async function acceptWith(answer: ReportedAnswer, one?: ReportedAnswer) {
  const { sandbox } = stage;
  sandbox.addInvite({ id, organization_id: 'o1', organization_name: 'Acme', roles: ['DNS'] });
  sandbox.addInvite({ id: 'i2', organization_name: 'Globex' });
  await stage.connectByToken();
  sandbox.fault(toResponse(answer));
  if (one) sandbox.fault(toOne(one));
  await answerRow('Acme', 'accepted');
  await settle();
  return (await readState()).outbox[0];
}

/** The login can respond to others, whatever happened to this one. */
async function expectOthersAnswerable() {
  stage.sandbox.clearFaults();
  await answerRow('Globex', 'rejected');
  await settle();
  expect(stage.sandbox.invite('i2')?.status).toBe('rejected');
}

describe('a response counts as accepted, sent once, if Cloudflare accepted it and returns', () => {
  it.each<[report: string, answer: ReportedAnswer]>([
    ['only what happened', success({ id, ...withoutId })],
    ['that without the id', success(withoutId)],
    [
      'that with empty names',
      success({ id, ...withoutId, roles: [], invited_by: null, organization_name: '' }),
    ],
    ['that in a list', success([{ id, ...withoutId }])],
    ['that it is still pending', success(bare)],
    ['a word', success('accepted')],
    ['null', success(null)],
    ['nothing', { body: '' }],
    ['nothing, with 204', { body: '', status: 204 }],
    ['a word in plain text', plainText(200, 'OK')],
    ['half of the reply', { body: '{"success":true,"result":{"id":"i1","sta' }],
    ['that it has problems', refusal(500, [10000, 'Authentication error'])],
    ['that it was already answered', refusal(409, [1003, 'Invitation has already been accepted'])],
    ['that it is gone', gone],
  ])('%s', async (_, answer) => {
    expect(await acceptWith({ ...answer, takesEffect: true })).toBeUndefined();
    expect(sentTo(id)).toBe(1);
    expect(await past()).toMatchObject([{ organizationName: 'Acme', roles: ['DNS'], status: 'accepted' }]);
    await expectOthersAnswerable();
  });
});

describe('a response is sent again if it had no effect and Cloudflare returned', () => {
  it.each<[report: string, answer: ReportedAnswer]>([
    ['null', success(null)],
    ['nothing', { body: '' }],
    ['that it is pending', success(bare)],
    ['what a proxy says', plainText(503, 'upstream connect error')],
  ])('%s', async (_, answer) => {
    expect(await acceptWith(answer)).toBeUndefined();
    expect(sentTo(id)).toBe(2);
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(1);
  });
});

describe('a failed response is reported once, with the words of Cloudflare, if it returns', () => {
  const notTaken = 'Cloudflare refused your answer';
  const lacking = 'This token is missing a permission';
  const unknown = "We don't know whether this worked";

  it.each<[answer: ReportedAnswer, title: string, words: string | null, one?: ReportedAnswer]>([
    [refusal(200, [4242, 'Account member limit reached']), notTaken, 'Account member limit reached (4242)'],
    [refusal(400, [1001, 'Invalid request: status']), notTaken, 'Invalid request: status (1001)'],
    [refusal(403, [10000, 'Two-factor is required']), notTaken, 'Two-factor is required (10000)'],
    [refusal(409, [1003, 'Invitation has expired']), notTaken, 'Invitation has expired (1003)'],
    [refusal(422), notTaken, null],
    [plainText(403, 'Forbidden'), notTaken, 'Forbidden'],
    [plainText(403, 'Authorization failed'), lacking, 'Authorization failed'],
    [refusal(403, [10000, 'Authentication error']), lacking, 'Authentication error (10000)'],
    [
      refusal(405, [10405, 'Method not allowed']),
      "This invitation can't be answered here",
      'Method not allowed (10405)',
    ],
    [gone, 'This invitation no longer exists', `${noRoute} (7003)`, gone],
    // The invitation is gone, while the list still shows it as pending, so the outcome is unknown.
    [{ body: '' }, unknown, `${noRoute} (7003)`, gone],
    [success(null), unknown, `${noRoute} (7003)`, gone],
    [{ body: '' }, 'This invitation is no longer open', null, success({ ...bare, status: 'rejected' })],
  ])('%j', async (answer, title, words, one) => {
    const entry = await acceptWith(answer, one);
    expect(entry?.phase).toBe('failed');
    expect(wordsOf(entry?.failure)).toMatchObject({ title, words });
    expect(sentTo(id)).toBe(1);
    await expectOthersAnswerable();
  });
});

describe('the details of an invitation that the list no longer has are kept if Cloudflare returns', () => {
  it.each<[report: string, answer: ReportedAnswer]>([
    ['only what happened', success({ id, ...withoutId })],
    ['that without the id', success(withoutId)],
  ])('%s', async (_, answer) => {
    const { sandbox } = stage;
    sandbox.addInvite({
      id,
      organization_id: 'o1',
      organization_name: 'Acme',
      invited_by: 'ann@acme.example',
      roles: ['DNS', 'Zaraz'],
    });
    await stage.connectByToken();
    const [before] = await pending();
    sandbox.removeInvite(id);
    sandbox.fault(toResponse(answer));
    await answerRow('Acme', 'accepted');
    await send({ type: 'refresh' });
    expect(await past()).toMatchObject([
      {
        key: before?.key,
        organizationName: 'Acme',
        invitedBy: 'ann@acme.example',
        roles: ['DNS', 'Zaraz'],
        invitedAtMs: before?.invitedAtMs,
        status: 'accepted',
      },
    ]);
    expect((await readState()).outbox).toEqual([]);
  });
});

describe('an empty reply about an invitation that Cloudflare no longer has', () => {
  const wordless: [report: string, answer: ReportedAnswer][] = [
    ['nothing', { body: '' }],
    ['nothing, with 204', { body: '', status: 204 }],
    ['a line break', { body: '\n' }],
    ['null', success(null)],
    ['no result', { body: { success: true, errors: [], messages: [] } }],
  ];

  it.each(wordless)('counts if the list no longer has it either: %s', async (_, answer) => {
    stage.sandbox.addInvite({
      id,
      organization_name: 'Acme',
      invited_by: 'ann@acme.example',
      roles: ['DNS'],
    });
    await stage.connectByToken();
    stage.sandbox.removeInvite(id);
    stage.sandbox.fault(toResponse(answer));
    await answerRow('Acme', 'rejected');
    await settle();
    expect((await readState()).outbox).toEqual([]);
    expect(await past()).toMatchObject([
      { organizationName: 'Acme', invitedBy: 'ann@acme.example', roles: ['DNS'], status: 'rejected' },
    ]);
    expect(sentTo(id)).toBe(1);
  });

  it.each(wordless)('means that the outcome is unknown if the list is incomplete: %s', async (_, answer) => {
    stage.sandbox.addInvite({ id, organization_name: 'Acme' });
    await stage.connectByToken();
    stage.sandbox.removeInvite(id);
    stage.sandbox.fault(toList(success([], { total_count: 30 })));
    stage.sandbox.fault(toResponse(answer));
    await answerRow('Acme', 'accepted');
    await settle();
    expect((await readState()).outbox).toMatchObject([{ failure: { reason: 'outcome-unknown' } }]);
    expect(sentTo(id)).toBe(1);
  });
});

describe('a response waits as long as 429 demands with', () => {
  it.each<[headers: Record<string, string>, body: object, waitSeconds: number]>([
    [{ 'retry-after': '0' }, { retry_after: 30 }, 30],
    [{ 'retry-after': '0' }, { retry_after: '90' }, 90],
    [{ 'retry-after': '0' }, { errors: [{ code: 971, message: 'x', retry_after: 90 }] }, 90],
    [{ 'retry-after': '90' }, { retry_after: 30 }, 90],
    [{ 'retry-after': '-1', ratelimit: '"default";r=0;t=120' }, {}, 120],
    [{ 'retry-after': 'Mon, 28 Sep 2026 00:02:00 GMT', date: 'Mon, 28 Sep 2026 00:00:00 GMT' }, {}, 120],
    [{}, {}, 300],
    [{ 'retry-after': '999999999' }, {}, 3600],
  ])('%j and %j', async (headers, fields, waitSeconds) => {
    const { sandbox } = stage;
    sandbox.addInvite({ id, organization_name: 'Acme' });
    await stage.connectByToken();
    const body = { success: false, errors: [{ code: 971, message: 'x' }], result: null, ...fields };
    sandbox.fault(toResponse({ status: 429, body, headers }));
    await answerRow('Acme', 'accepted');
    sandbox.clearRequests();
    await passMs(waitSeconds * 1000 - 1);
    await send({ type: 'refresh' });
    expect(stage.sent()).toBe(0);
    await passMs(1);
    await settle();
    expect(sentTo(id)).toBe(1);
    expect(sandbox.invite(id)?.status).toBe('accepted');
  });
});
