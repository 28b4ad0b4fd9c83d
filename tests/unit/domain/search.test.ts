import { describe, expect, it } from 'vitest';
import { inviteRows } from '@/lib/domain/rows';
import { searchRows } from '@/lib/domain/search';
import { emptySnapshot } from '@/lib/domain/snapshot';
import { connection, hourMs, known, nowMs, stateOf } from './make';

const state = stateOf([
  known({ id: '1', organizationName: 'Café Mirabel', invitedBy: 'ana@mirabel.example', invitedAtMs: 1 }),
  known({
    id: '2',
    organizationName: 'Acme',
    roles: ['Billing'],
    invitedAtMs: 3,
    expiresAtMs: nowMs + hourMs,
  }),
  known({ id: '3', organizationName: 'Zebra', invitedBy: 'bo@acme.example', invitedAtMs: 2 }),
]);
const ids = (query: string, sort: 'expiring' | 'newest' | 'name' = 'expiring') =>
  searchRows(inviteRows(state, nowMs), query, sort).map(({ invitation }) => invitation.key);

describe('searchRows', () => {
  it.each([
    ['', ['2', '1', '3']],
    ['cafe', ['1']],
    ['  MIRABEL ana ', ['1']],
    ['billing', ['2']],
    ['acme', ['2', '3']],
    ['acme zebra', ['3']],
    ['nobody', []],
  ])('%j finds by organization, inviter and role', (query, found) => {
    expect(ids(query)).toEqual(found);
  });

  it.each([
    ['client 2', ['Client 2', 'Client 21', 'Client02-2']],
    ['2', ['Client 2', 'Client 21', 'Client02-2']],
    ['12', ['Client 12']],
    ['t0', ['Client02-2']],
  ])('%j finds numbers only by how they begin', (query, found) => {
    const names = ['Client 2', 'Client 12', 'Client 21', 'Client02-2'];
    const numbered = stateOf(names.map((organizationName, i) => known({ id: `i${i}`, organizationName })));
    const rows = searchRows(inviteRows(numbered, nowMs), query);
    expect(rows.map(({ invitation }) => invitation.organizationName)).toEqual(found);
  });

  it('sorts', () => {
    expect(ids('', 'newest')).toEqual(['2', '3', '1']);
    expect(ids('', 'name')).toEqual(['2', '1', '3']);
  });

  it('sorts numbers in names by their value', () => {
    const numbered = ['Acme 11', 'Acme 2', 'Acme 1'].map((name) =>
      known({ id: name, organizationName: name }),
    );
    const sorted = searchRows(inviteRows(stateOf(numbered), nowMs), '', 'name');
    expect(sorted.map(({ invitation }) => invitation.key)).toEqual(['Acme 1', 'Acme 2', 'Acme 11']);
  });
});

describe('searchRows ignores differences that people do not type', () => {
  const finds = (name: string, query: string) =>
    searchRows(inviteRows(stateOf([known({ organizationName: name })]), nowMs), query, 'expiring').length;

  it.each([
    ['Łódź', 'lodz'],
    ['L’Oréal', "l'oreal"],
    ['Hawaiʻi', "hawai'i"],
    ["O'Neill", 'oneill'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'straße'],
    ['Strasse', 'Straße'],
    ['Ørsted', 'orsted'],
    ['Ålesund', 'alesund'],
    ['Æther', 'aether'],
    ['Œuvre', 'oeuvre'],
    ['Đurić', 'duric'],
    ['Þór', 'thor'],
    ['Garður', 'gardur'],
    ['Diyarbakır', 'diyarbakir'],
    ['İstanbul', 'istanbul'],
    ['istanbul', 'İSTANBUL'],
    ['ISPARTA', 'ısparta'],
    ['Café', 'CAFE\u0301'],
    ['Việt Nam', 'viet nam'],
    ['Ａｃｍｅ', 'acme'],
    ['ﬁne', 'fine'],
    ['ΟΔΟΣ', 'οδός'],
    ['ΟΔΟΣΑ', 'οδος'],
    ['Ёлка', 'елка'],
    ['東京', '東京'],
    ['서울', '서'],
    ['שָׁלוֹם', 'שלום'],
    ['Acme\u00a0Labs', 'acme labs'],
  ])('%j is found by %j', (name, query) => {
    expect(finds(name, query)).toBe(1);
  });

  it.each([
    ['Łódź', 'xodz'],
    ['Acme', 'acne'],
    ['東京', '京都'],
  ])('%j is not found by %j', (name, query) => {
    expect(finds(name, query)).toBe(0);
  });
});

describe('searchRows finds by login', () => {
  const logins = [
    connection({ name: 'Büro', email: 'ann@work.example' }),
    connection({ id: 'c2', email: 'bo@home.example' }),
  ];
  const both = stateOf([], {
    connections: logins,
    snapshots: {
      c1: { ...emptySnapshot, invitations: [known()] },
      c2: { ...emptySnapshot, invitations: [known({ id: 'i2' })] },
    },
  });
  const found = (query: string, state = both) =>
    searchRows(inviteRows(state, nowMs), query, 'expiring').map(({ invitation }) => invitation.key);

  it.each([
    ['buro', ['i1']],
    ['ann@work', ['i1']],
    ['home', ['i2']],
    ['northwind bo', ['i2']],
    ['example', ['i1', 'i2']],
  ])('%j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  it('its new name once it is renamed', () => {
    expect(found('desk')).toEqual([]);
    const renamed = logins.map((login) => (login.id === 'c2' ? { ...login, name: 'Desk' } : login));
    expect(found('desk', { ...both, connections: renamed })).toEqual(['i2']);
  });
});
