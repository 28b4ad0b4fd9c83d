import { describe, expect, it } from 'vitest';
import { csvOf, type ExportedInvitation, exported, jsonOf } from '@/lib/domain/export';
import { historyRows } from '@/lib/domain/history';
import { connection, hourMs, known, nowMs, stateOf } from './make';

const plain: ExportedInvitation = {
  organization: 'Acme',
  organization_id: 'o1',
  outcome: 'accepted',
  ended_at: '2026-03-01T11:00:00.000Z',
  ended_no_later_than: null,
  invited_by: 'ana@acme.example',
  invited_email: 'me@work.example',
  invited_at: '2026-02-28T12:00:00.000Z',
  first_seen_at: '2026-02-28T13:00:00.000Z',
  expires_at: null,
  roles: ['Administrator', 'Billing'],
  login: 'Work',
};

describe('exported', () => {
  const of = (partial: Parameters<typeof known>[0]) => {
    const connections = [connection({ id: 'secret-login-id', name: 'Work' })];
    const { snapshots } = stateOf([{ ...known(partial), firstSeenAtMs: nowMs - 23 * hourMs }]);
    const state = stateOf([], {
      connections,
      snapshots: { 'secret-login-id': snapshots['c1'] ?? { invitations: [], lists: {} } },
    });
    return historyRows(state, nowMs).map((row) => exported(row, 'Work'));
  };

  it('has what the row and the details show, with ISO times, and without the id of the login', () => {
    const all = of({
      organizationName: 'Acme',
      status: 'accepted',
      settledAtMs: nowMs - hourMs,
      invitedBy: 'ana@acme.example',
      invitedEmail: 'me@work.example',
      invitedAtMs: nowMs - 24 * hourMs,
      expiresAtMs: null,
      roles: ['Administrator', 'Billing'],
    });
    expect(all).toEqual([plain]);
    expect(csvOf(all) + jsonOf(all)).not.toContain('secret-login-id');
  });

  it('keeps a latest possible end time apart from a known one', () => {
    expect(of({ status: 'withdrawn' })).toMatchObject([
      { outcome: 'withdrawn', ended_at: null, ended_no_later_than: '2026-02-28T13:00:00.000Z' },
    ]);
    expect(of({ expiresAtMs: nowMs - hourMs })).toMatchObject([
      { outcome: 'expired', ended_at: '2026-03-01T11:00:00.000Z', ended_no_later_than: null },
    ]);
  });
});

/** The cells of each line, read by the rules of RFC 4180. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted = '', end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted.replaceAll('""', '"'));
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe('csvOf', () => {
  it('starts with a byte order mark and a header, and ends every line with CRLF', () => {
    expect(csvOf([plain])).toBe(
      '\uFEFF"organization","organization_id","outcome","ended_at","ended_no_later_than","invited_by","invited_email",' +
        '"invited_at","first_seen_at","expires_at","roles","login"\r\n' +
        '"Acme","o1","accepted","2026-03-01T11:00:00.000Z","","ana@acme.example","me@work.example",' +
        '"2026-02-28T12:00:00.000Z","2026-02-28T13:00:00.000Z","","Administrator; Billing","Work"\r\n',
    );
  });

  it.each(['Say "hi"', 'a,b', 'two\r\nlines', 'two\nlines', '"', '""', 'Łódź 東京', "O'Hara", 'a=1', ' =1'])(
    'is read back unchanged with %j',
    (organization) => {
      const [, line] = readCsv(csvOf([{ ...plain, organization }]));
      expect(line).toHaveLength(12);
      expect(line?.[0]).toBe(organization);
    },
  );

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://evil.example";"x")'])(
    'does not let a spreadsheet run %j',
    (text) => {
      const [, line] = readCsv(csvOf([{ ...plain, organization: text, roles: [text], login: text }]));
      expect([line?.[0], line?.[10], line?.[11]]).toEqual(Array(3).fill(`'${text}`));
    },
  );
});

it('jsonOf returns its input unchanged, with roles as a list', () => {
  const all = [plain, { ...plain, organization: '=1+1', organization_id: 'o2' }];
  expect(JSON.parse(jsonOf(all))).toEqual(all);
});
