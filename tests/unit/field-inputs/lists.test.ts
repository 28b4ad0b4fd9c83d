import { describe, expect, it } from 'vitest';
import type { Invitation } from '@/lib/domain/invitation';
import { isComplete, unreadableCount } from '@/lib/domain/snapshot';
import type { Fault } from '../../sandbox/fault';
import type { UserOptions } from '../../sandbox/user-options';
import { success, toList } from '../../support/cloudflare-answers';
import { bare, nowMs, onlyLogin, past, pending, useFieldStage } from '../support/field-stage';
import { answerRow, badge } from '../support/worker';

// Lists that Cloudflare has sent, mostly from bug reports of other API clients. A new report is a new line.

const stage = useFieldStage();

describe('an item with', () => {
  it.each<[report: string, items: unknown[], shown: Partial<Invitation>[], unreadable?: number]>([
    ['roles as objects', [{ roles: [{ id: 'r', name: 'DNS Editor' }] }], [{ roles: ['DNS Editor'] }]],
    [
      'roles of any kind',
      [{ roles: ['DNS', { name: 'Zaraz' }, null, 7, {}] }],
      [{ roles: ['DNS', 'Zaraz'] }],
    ],
    ['roles as one text', [{ roles: 'DNS' }], [{ roles: [] }]],
    ['no roles', [{ roles: null }], [{ roles: [] }]],
    ['the year 0001 as its expiry', [{ expires_on: '0001-01-01T00:00:00Z' }], [{ expiresAtMs: null }]],
    [
      'a time without a zone',
      [{ expires_on: '2026-10-01T14:00:00.123456' }],
      [{ expiresAtMs: Date.UTC(2026, 9, 1, 14, 0, 0, 123) }],
    ],
    [
      "a time in a database's format",
      [{ invited_on: '2026-09-27 05:59:36.458083+00', expires_on: '2026-10-01 14:00:00+00' }],
      [{ invitedAtMs: Date.UTC(2026, 8, 27, 5, 59, 36, 458), expiresAtMs: Date.UTC(2026, 9, 1, 14) }],
    ],
    ['no time', [{ expires_on: 'soon', invited_on: {} }], [{ expiresAtMs: null, invitedAtMs: null }]],
    [
      'an id that another organization has too',
      [{ organization_name: 'Acme' }, { organization_id: 'o2', organization_name: 'Globex' }],
      [{ organizationName: 'Acme' }, { organizationName: 'Globex' }],
    ],
    [
      'an organization that invites two addresses',
      [{ invited_member_email: 'a@b.example' }, { id: 'i2', invited_member_email: 'c@d.example' }],
      [{ invitedEmail: 'a@b.example' }, { invitedEmail: 'c@d.example' }],
    ],
    ['a duplicate', [{}, {}], [{ key: 'i1' }]],
    ['no id', [{ id: undefined }], [{ routes: [], status: 'pending' }]],
    ['an id that would name another resource', [{ id: '..' }], [{ routes: [] }]],
    ['an id that needs encoding', [{ id: 'a/b?c' }], [{ routes: [{ source: 'invites', id: 'a/b?c' }] }]],
    ['an id that is a number', [{ id: 7 }], [{ routes: [{ source: 'invites', id: '7' }] }]],
    ['an id of a wrong kind', [{ id: {} }], [{ routes: [] }]],
    ['a member of another kind', [{ invited_member_id: 7 }], [{ key: 'i1' }]],
    ['a status in capitals', [{ status: 'PENDING' }], [{ status: 'pending' }]],
    ['no status', [{ status: undefined }], [{ status: 'pending' }]],
    ['an empty status', [{ status: '' }], [{ status: 'pending' }]],
    [
      'no names',
      [{ organization_name: null, invited_by: '' }],
      [{ organizationName: null, invitedBy: null }],
    ],
    ['names of another kind', [{ organization_name: { en: 'Acme' }, invited_by: 7 }], [{ invitedBy: null }]],
    ['more than is documented', [{ organization: { id: 'o1' }, code: 'x', teams: [] }], [{ key: 'i1' }]],
    ['others that are not items', [{}, null, 'i2', [], { organization_id: 7 }], [{ key: 'i1' }], 4],
  ])('%s', async (_, items, shown, unreadable = 0) => {
    const isItem = (item: unknown) => typeof item === 'object' && item !== null && !Array.isArray(item);
    const sent = items.map((item) => (isItem(item) ? Object.assign({}, bare, item) : item));
    stage.sandbox.fault(toList(success(sent)));
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: shown.length });
    expect(await pending()).toMatchObject(shown);
    expect(unreadableCount((await onlyLogin()).snapshot)).toBe(unreadable);
  });

  it('an id that another organization also has is answered for the right one', async () => {
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

describe('a list whose pages are counted by', () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ ...bare, id: `p${i}`, organization_id: `p${i}` }));
  /** Always returns this list, or only once if the sandbox takes over afterwards. */
  const always = (count: number, info: object) => toList(success(items(count), info));
  const once = (count: number, info: object) => toList(success(items(count), info), 1);
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
      /** How many invitations the sandbox has, and how it reports its pages, or what it does instead. */
      all: number,
      sentAs: UserOptions['invitePages'] | Fault[],
      shown: number,
      complete: boolean,
    ]
  >([
    ['total_pages, no total_count', 25, 'total-pages', 25, true],
    ['total_pages, more than two pages', 130, 'total-pages', 130, true],
    ['total_pages, only a full page', 20, 'total-pages', 20, true],
    ['total_pages, a first page that is not full', 25, [once(17, { page: 1, total_pages: 2 })], 42, false],
    ['a cursor', 25, 'cursor', 25, true],
    ['several cursors', 65, 'cursor', 65, true],
    [
      'a cursor that brings nothing new',
      0,
      [always(20, { cursors: { after: 'abc' }, count: 20 })],
      20,
      false,
    ],
    ['an empty cursor', 0, [always(20, { cursors: { after: '' }, count: 20 })], 20, true],
    ['cursors without a next page', 0, [always(50, { cursors: {}, count: 50 })], 50, true],
    [
      'an empty cursor next to a total',
      0,
      [once(20, { cursor: '', total_count: 25 }), always(25, { cursor: '', total_count: 25 })],
      25,
      true,
    ],
    ['nothing, one full page', 20, 'untold', 20, true],
    ['nothing, several pages', 65, 'untold', 65, true],
    ['nothing, part of a page', 7, 'untold', 7, true],
    ['total_count, the page size refused', 25, [sizeRefused], 20, false],
    ['total_count, a later page refused', 130, [{ ...sizeRefused, path: 'page=2&' }], 50, false],
    [
      'total_count, a gateway with problems',
      65,
      [{ kind: 'html', path: 'page=2&', times: 'always' }],
      50,
      false,
    ],
    ['numbers as text', 25, [once(20, { total_count: '25', per_page: '20' })], 45, false],
    ['a total less than what came', 25, [once(20, { total_count: 3 })], 45, false],
    ['a total of more than this list', 0, [always(3, { total_count: 90 })], 3, false],
    ['odd numbers', 0, [always(3, { total_count: -1, per_page: {}, cursor: {} })], 3, true],
    [
      'cursors that are numbers',
      0,
      [once(20, { cursors: { after: 2 } }), always(25, { cursors: { after: null } })],
      25,
      false,
    ],
  ])('%s (%i)', async (_, all, sentAs, shown, complete) => {
    for (let i = 0; i < all; i++) stage.sandbox.addInvite();
    if (Array.isArray(sentAs)) for (const fault of sentAs) stage.sandbox.fault(fault);
    else stage.sandbox.configure({ invitePages: sentAs });
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: shown });
    expect(isComplete((await onlyLogin()).snapshot)).toBe(complete);
    const count = shown > 99 ? '99' : String(shown);
    expect((await badge()).text).toBe(complete && shown <= 99 ? count : `${count}+`);
  });
});

describe('an expiry time is checked against the clock of Cloudflare, which is', () => {
  const hourMs = 3_600_000;
  const dateAt = (ms: number) => new Date(nowMs + ms).toUTCString();

  it.each<[report: string, date: string, endsInHours: number, isOpen: boolean]>([
    ['hours ahead', dateAt(3 * hourMs), 2, false],
    ['hours behind', dateAt(-3 * hourMs), -2, true],
    ['a year ahead', dateAt(365 * 24 * hourMs), 100, false],
    ['the same but for seconds', dateAt(9000), 1, true],
    ['not known', 'today', 1, true],
  ])('%s', async (_, date, endsInHours, isOpen) => {
    const expires_on = new Date(nowMs + endsInHours * hourMs).toISOString();
    stage.sandbox.fault(toList({ ...success([{ ...bare, expires_on }]), headers: { date } }));
    expect(await stage.connectByToken()).toMatchObject({ ok: true, pending: isOpen ? 1 : 0 });
    expect((await badge()).text).toBe(isOpen ? '1' : '');
    expect([(await pending()).length, (await past()).length]).toEqual(isOpen ? [1, 0] : [0, 1]);
  });
});
