import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { choose, fill, organizations, press, pressAndSend, visibleText, waitForText } from '../harness/pages';
import type { Fault } from '../sandbox/fault';
import type { SandboxInvite } from '../sandbox/types';
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
import { setStage } from './stage';
import { useStage } from './use-stage';

// What the user sees of inputs that Cloudflare and users have sent (tests/unit/field-inputs). A new report is a new
// line.

const stage = useStage(() => setStage());

const bare = { id: 'i1', organization_id: 'o1', invited_member_id: null, status: 'pending' };
const inAWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();

beforeEach(async () => {
  const { sandbox, connect } = stage();
  sandbox.clearFaults();
  sandbox.configure({ invitePages: 'total-count' });
  sandbox.setInvites([]);
  await connect();
});

/** Opens the popup after Cloudflare has sent these invitations or faults. */
async function popupAfter(invites: readonly Partial<SandboxInvite>[], ...faults: Fault[]): Promise<Page> {
  const { sandbox, send, extension } = stage();
  for (const invite of invites) sandbox.addInvite(invite);
  for (const fault of faults) sandbox.fault(fault);
  await send({ type: 'refresh' });
  return extension.openPopup();
}

/** The text of an organization's row. */
async function rowOf(popup: Page, organization: string): Promise<string> {
  await waitForText(popup, organization);
  const rows = await popup.$$eval('.invites > li', (all) => all.map(({ innerText }) => innerText));
  return rows.find((row) => row.includes(organization)) ?? '';
}

describe('an item with', () => {
  it.each<[report: string, item: object, says: RegExp[]]>([
    ['roles as objects', { roles: [{ id: 'r', name: 'DNS Editor' }, 'Billing'] }, [/DNS Editor, Billing/]],
    [
      'the year 0001 as its expiry',
      { expires_on: '0001-01-01T00:00:00Z' },
      [/No expiry date given/, /^(?!.*Expires)/s],
    ],
    [
      'an expiry in six days',
      { expires_on: inAWeek().replace('T', ' ').replace('Z', '+00') },
      [/Expires in [67] days/],
    ],
    ['names of a wrong type', { invited_by: { id: 7 }, roles: null }, [/Acme\n+First seen just now/]],
  ])('%s', async (_, item, says) => {
    const popup = await popupAfter([], toList(success([{ ...bare, organization_name: 'Acme', ...item }])));
    const row = await rowOf(popup, 'Acme');
    for (const words of says) expect(row).toMatch(words);
    expect((await stage().extension.badge()).text).toBe('1');
  });

  it('the same id in two organizations is shown twice, and only one of them is answered', async () => {
    const { sandbox } = stage();
    sandbox.setInvites([
      { ...bare, organization_name: 'Acme', expires_on: inAWeek() },
      { ...bare, organization_id: 'o2', organization_name: 'Globex' },
    ]);
    const popup = await popupAfter([]);
    await waitForText(popup, 'Globex');
    expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
    await pressAndSend(popup, 'Accept invitation to Acme');
    await waitForText(popup, 'Accepted the invitation to Acme');
    await stage().extension.waitForBadge('1');
    await press(popup, 'Past');
    expect(await organizations(popup)).toContain('Acme');
    expect(await organizations(popup)).not.toContain('Globex');
    expect(sandbox.patchesThatTookEffect('i1')).toBe(1);
  });
});

describe('an incomplete list', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => ({ ...bare, id: `i${i}`, organization_id: `o${i}` }));
  const more = 'Cloudflare has more invitations than shown here.';

  it.each<[report: string, all: number, faults: Fault[], shown: number]>([
    [
      'a cursor that leads nowhere',
      0,
      [toList(success(twenty, { cursors: { after: 'abc' }, count: 20 }))],
      20,
    ],
    [
      'the page size refused',
      25,
      [{ kind: 'status', status: 400, code: 8000024, path: 'per_page=50', times: 'always' }],
      20,
    ],
  ])('says that there are more invitations: %s', async (_, all, faults, shown) => {
    const popup = await popupAfter(Array<object>(all).fill({}), ...faults);
    await waitForText(popup, more);
    expect(await popup.$eval('.invites > li', (row) => row.ariaSetSize)).toBe(String(shown));
    await stage().extension.waitForBadge(`${shown}+`);
  });

  it('is complete as soon as its second page arrives', async () => {
    stage().sandbox.configure({ invitePages: 'total-pages' });
    const popup = await popupAfter(Array<object>(25).fill({}));
    await stage().extension.waitForBadge('25');
    expect(await visibleText(popup)).not.toContain(more);
  });
});

it.each<[answer: ReportedAnswer, title: string, words: string]>([
  [
    refusal(404, [7003, 'Could not route'], [7000, 'No route']),
    "This list of invitations can't be read",
    'Could not route (7003) No route (7000)',
  ],
  [plainText(403, 'Authorization failed'), 'This token is missing a permission', 'Authorization failed'],
  [
    refusal(400, [9106, 'Authentication failed']),
    'or belong to an account instead of you',
    'Authentication failed (9106)',
  ],
])('a refused connect shows the words of Cloudflare: %j', async (answer, title, words) => {
  const { sandbox, extension } = stage();
  sandbox.fault(toList(answer));
  sandbox.fault(toMemberships(answer));
  const page = await extension.openPage('options.html');
  await press(page, 'Connect another login');
  await choose(page, 'API token');
  await fill(page, 'API token', sandbox.users[1].credentials.token);
  await press(page, 'Connect');
  await waitForText(page, `Cloudflare says: ${words}`);
  expect(await visibleText(page)).toContain(title);
  await page.close();
});

it('a refused response is sent once and shows the words of Cloudflare, in its own row only', async () => {
  const { sandbox } = stage();
  const refusals: [name: string, answer: ReportedAnswer, words: string][] = [
    ['Acme', refusal(200, [4242, 'Account member limit reached']), 'Account member limit reached (4242)'],
    ['Globex', refusal(400, [1001, 'Invalid request: status']), 'Invalid request: status (1001)'],
    ['Initech', plainText(403, 'Forbidden'), 'Forbidden'],
  ];
  const names = [...refusals.map(([name]) => name), 'Umbrella'];
  const popup = await popupAfter(names.map((organization_name) => ({ organization_name })));
  for (const [name, answer, words] of refusals) {
    sandbox.clearRequests();
    sandbox.fault(toResponse(answer));
    await pressAndSend(popup, `Accept invitation to ${name}`);
    await waitForText(popup, `Cloudflare says: ${words}`);
    const row = await rowOf(popup, name);
    expect(row).toContain('Not accepted. Cloudflare refused your answer');
    expect(row).toContain(words);
    expect(sandbox.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  }
  await pressAndSend(popup, 'Accept invitation to Umbrella');
  await waitForText(popup, 'Accepted the invitation to Umbrella');
});

it('an accepted invitation that Cloudflare no longer has is in the past list under its name', async () => {
  const { sandbox } = stage();
  const popup = await popupAfter([
    { ...bare, organization_name: 'Northwind', invited_by: 'ann@northwind.example' },
  ]);
  await waitForText(popup, 'Northwind');
  sandbox.removeInvite('i1');
  const { id, organization_id, invited_member_id } = bare;
  sandbox.fault(toResponse(success({ id, organization_id, invited_member_id, status: 'accepted' })));
  await pressAndSend(popup, 'Accept invitation to Northwind');
  await waitForText(popup, 'Accepted the invitation to Northwind');
  await press(popup, 'Past');
  expect(await rowOf(popup, 'Northwind')).toContain('Accepted');
});

it('a response with an unknown outcome says so', async () => {
  const gone = refusal(404, [7003, 'Could not route']);
  const popup = await popupAfter([{ organization_name: 'Acme' }], toResponse({ body: '' }), toOne(gone));
  await pressAndSend(popup, 'Accept invitation to Acme');
  await waitForText(popup, "We don't know whether this worked");
});

it('an invitation that Cloudflare accepted with an empty reply and no longer has is in the past list', async () => {
  const popup = await popupAfter([{ ...bare, organization_name: 'Initech' }], toResponse({ body: '' }));
  await waitForText(popup, 'Initech');
  stage().sandbox.removeInvite('i1');
  await pressAndSend(popup, 'Accept invitation to Initech');
  await waitForText(popup, 'Accepted the invitation to Initech');
  await press(popup, 'Past');
  expect(await rowOf(popup, 'Initech')).toContain('Accepted');
});

it('a login that is refused for a moment is tried again, and keeps its list', async () => {
  const { sandbox, extension } = stage();
  const popup = await popupAfter([{ organization_name: 'Acme' }]);
  const refused = refusal(401, [10000, 'Authentication error']);
  for (const fault of [toList(refused), toMemberships(refused)]) sandbox.fault(fault);
  await press(popup, 'Refresh');
  await waitForText(popup, 'Cloudflare refused once, trying again');
  await press(popup, 'Refresh');
  await waitForText(popup, 'Cloudflare refused twice, trying again');
  expect(await organizations(popup)).toEqual(['Acme']);
  expect((await extension.badge()).text).toBe('1');
  sandbox.clearFaults();
  await press(popup, 'Refresh');
  await popup.waitForFunction(() => !document.body.innerText.includes('trying again'));
});

it('an expiry time is checked against the clock of Cloudflare, and a wrong local clock is reported', async () => {
  const expires_on = new Date(Date.now() + 2 * 3_600_000).toISOString();
  const date = new Date(Date.now() + 3 * 3_600_000).toUTCString();
  const items = [{ ...bare, organization_name: 'Acme', expires_on }];
  const popup = await popupAfter([], toList({ ...success(items), headers: { date } }));
  await waitForText(popup, "This computer's clock is wrong.");
  expect(await organizations(popup)).toEqual([]);
  expect((await stage().extension.badge()).text).toBe('');
});
