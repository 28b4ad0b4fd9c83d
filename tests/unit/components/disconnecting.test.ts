import { screen, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import type { Connection } from '@/lib/domain/connection';
import { silentFailure } from '@/lib/domain/failure';
import { noInviters } from '@/lib/domain/inviters';
import { connection, entry, nowMs, poll, stateOf } from '../domain/make';
import { showLogins } from './options-pages';

const base = 'Remove this login, its credentials, and its pending and past invitations from this browser?';
const token = 'API tokens stay valid until you delete them at Cloudflare.';

/** The question before the login is disconnected, and its lines. */
function asked(login: Partial<Connection>, state: Parameters<typeof stateOf>[1] = {}) {
  showLogins(stateOf([], { connections: [connection(login)], ...state }), {
    task: { kind: 'disconnect', connectionId: 'c1' },
  });
  const question = within(screen.getByRole('group', { name: /^Remove this login/ }));
  return { question, lines: question.getAllByText(/\.$|\?$/, { selector: 'p' }).map((p) => p.textContent) };
}

it('the question before disconnecting says that the token stays valid, and links to where to delete it', () => {
  const { question, lines } = asked({});
  expect(lines).toEqual([base, token]);
  const link = question.getByRole<HTMLAnchorElement>('link', { name: 'delete them at Cloudflare' });
  expect(link.href).toBe('https://dash.cloudflare.com/profile/api-tokens');
});

it('the question does not say so about a key or a token that is no longer valid', () => {
  expect(asked({ kind: 'key' }).lines).toEqual([base]);
  const failure = silentFailure('token-expired', nowMs);
  document.body.replaceChildren();
  expect(asked({}, { polls: { c1: poll({ failure }) } }).lines).toEqual([base]);
});

it('the question says what else is lost: unsent answers and lists of inviters', () => {
  const outbox = [
    entry(),
    entry({ key: 'i2' }),
    entry({ key: 'i3', phase: 'sent' }),
    entry({ key: 'i4', phase: 'failed' }),
    entry({ connectionId: 'other' }),
  ];
  const { lines } = asked({ inviters: { ...noInviters, quiet: ['acme.com'] } }, { outbox });
  expect(lines).toEqual([
    base,
    "2 waiting answers won't be sent.",
    'Trusted and quiet inviters are removed too.',
    token,
  ]);
});

it('the question has its buttons in the usual order, and the focus is on the safe one', () => {
  const { question } = asked({});
  const [yes, cancel] = question.getAllByRole('button');
  expect([yes?.textContent, cancel?.textContent]).toEqual(['Yes, disconnect', 'Cancel']);
  expect(document.activeElement).toBe(cancel);
});
