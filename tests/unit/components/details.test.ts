import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { h } from 'preact';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Login } from '@/components/popup/invitation-facts';
import type { InvitationRecord } from '@/lib/domain/invitation-record';
import { connection, hourMs, known, nowMs, stateOf } from '../domain/make';
import { press, showPending, showPopup } from './pages';

afterEach(cleanup);

const whole = known({
  organizationId: 'acme-account',
  organizationName: 'Acme',
  invitedBy: 'ana@acme.example',
  roles: ['DNS', 'Billing'],
});

const isOpen = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-expanded');
const pressEscape = () => fireEvent.keyDown(document.body, { key: 'Escape' });
const link = (name: string) => screen.getByRole<HTMLAnchorElement>('link', { name });

it.each([
  [false, 'Requires two-factor, off for this login'],
  [true, 'Requires two-factor'],
  [null, 'Requires two-factor'],
])(
  'a row shows the two-factor requirement of the account, for a login with two-factor on: %s',
  (hasTwoFactor, text) => {
    const strict = known({ ...whole.records.invites, enforcesTwoFactor: true });
    showPending(stateOf([strict], { connections: [connection({ hasTwoFactor })] }));
    screen.getByText(text);
  },
);

it.each([
  ['billing@acme.com', ['billing', '@acme.com']],
  ['billing.acme.com@invites@evil.example', ['billing.acme.com@invites', '@evil.example']],
  ['Ana', ['Ana']],
])(
  "a row keeps the domain of the inviter's address apart, so that only the rest is cut off: %s",
  (address, parts) => {
    showPending(stateOf([known({ invitedBy: address })]));
    const shown = [...document.querySelectorAll('.inviter-name, .inviter-domain')];
    expect(shown.map(({ textContent }) => textContent)).toEqual(parts);
  },
);

describe('details', () => {
  it('link to the account and to a page about what its roles allow', () => {
    showPending(stateOf([whole]));
    press('Acme');
    expect(link('Open in dashboard').href).toBe('https://dash.cloudflare.com/acme-account');
    expect(link('What roles allow').href).toBe(
      'https://developers.cloudflare.com/fundamentals/manage-members/roles/',
    );
  });

  it.each([
    ['ana@\u0430pple.com', '\u0430pple.com (xn--pple-43d.com)'],
    ['ana@apple.com', 'apple.com'],
    ['ana@xn--pple-43d.com', 'xn--pple-43d.com'],
    ['ana@not a domain', 'not a domain'],
  ])('show the ASCII form of a domain with other letters: %s', (invitedBy, domain) => {
    showPending(stateOf([known({ organizationName: 'Acme', invitedBy })]));
    press('Acme');
    expect(screen.getByText("Inviter's domain").nextElementSibling?.textContent?.trim()).toBe(domain);
  });

  it('also open without an id, and link to the dashboard', () => {
    showPending(stateOf([known({ id: null, organizationId: '', organizationName: 'Hooli' })]));
    press('Hooli');
    screen.getByText('Invited login');
    expect(link('Open in dashboard').href).toBe('https://dash.cloudflare.com/');
    expect(screen.queryByText('Account ID')).toBeNull();
  });

  it("copy the inviter's address", async () => {
    showPending(stateOf([whole]));
    press('Acme');
    press('Copy Invited by');
    await screen.findByText('Copied');
    expect(await navigator.clipboard.readText()).toBe('ana@acme.example');
  });

  it('show which value was copied last for two seconds, and announce it once', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    showPending(stateOf([whole]));
    press('Acme');
    const copy = (term: string) => screen.getByRole('button', { name: `Copy ${term}` });
    const said = () => [copy('Invited by').textContent, copy('Account ID').textContent];
    const heard = () => document.querySelector('.details [role=status]')?.textContent;
    expect([said(), heard()]).toEqual([['Copy', 'Copy'], '']);
    fireEvent.click(copy('Invited by'));
    await vi.advanceTimersByTimeAsync(1_500);
    expect([said(), heard()]).toEqual([['Copied', 'Copy'], 'Invited by: Copied']);
    fireEvent.click(copy('Account ID'));
    await vi.advanceTimersByTimeAsync(1_500);
    expect([said(), heard()]).toEqual([['Copy', 'Copied'], 'Account ID: Copied']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([said(), heard()]).toEqual([['Copy', 'Copy'], '']);
  });

  it('of an accepted invitation have no second link to the account', () => {
    const joined = known({ ...whole.records.invites, status: 'accepted', settledAtMs: nowMs - 1_000 });
    showPending(stateOf([joined]));
    expect(link('Open account').href).toBe('https://dash.cloudflare.com/acme-account');
    press('Acme');
    expect(screen.queryByRole('link', { name: 'Open in dashboard' })).toBeNull();
  });
});

describe('Escape', () => {
  const globex = known({ id: 'globex', organizationName: 'Globex', expiresAtMs: nowMs + 90 * hourMs });

  it('goes back one level, starting with what was opened last, and keeps the popup open', () => {
    showPending(stateOf([whole, globex]));
    press('Acme');
    press('Globex');
    press('Reject invitation to Acme');
    // False means that the browser does not close the popup.
    expect(pressEscape()).toBe(false);
    expect(screen.queryByRole('button', { name: 'Yes, reject invitation to Acme' })).toBeNull();
    expect([isOpen('Acme'), isOpen('Globex')]).toEqual(['true', 'true']);
    expect(pressEscape()).toBe(false);
    expect([isOpen('Acme'), isOpen('Globex')]).toEqual(['true', 'false']);
    expect(pressEscape()).toBe(false);
    expect(isOpen('Acme')).toBe('false');
    expect(pressEscape()).toBe(true);
  });

  it('is ignored while an input method is composing, and after the row has gone', async () => {
    showPending(stateOf([whole]));
    press('Acme');
    fireEvent.keyDown(document.body, { key: 'Escape', isComposing: true });
    expect(isOpen('Acme')).toBe('true');
    cleanup();
    await waitFor(() => expect(pressEscape()).toBe(true));
  });
});

describe('the roles in a row', () => {
  const said = (roles: string[]) => {
    showPending(stateOf([known({ roles })]));
    const text = document.querySelector('.roles')?.textContent?.trim();
    const marked = [...document.querySelectorAll('.mighty')].map(({ textContent }) => textContent);
    cleanup();
    return { text, marked };
  };
  const many = Array.from({ length: 30 }, (_, i) => `Role ${i}`);
  const long = 'Cloudflare Zero Trust Reporting for auditors';

  it.each<[string, InvitationRecord['roles'], string | undefined]>([
    ['none', [], undefined],
    ['few', ['DNS', 'Billing'], 'DNS, Billing'],
    ['one long', [long], long],
    ['a long one and more', [long, 'DNS', 'Billing'], `${long} +2`],
    ['many', many, 'Role 0, Role 1, Role 2, Role 3, Role 4 +25'],
  ])('are not cut off, and the rest is counted: %s', (_, roles, text) => {
    expect(said(roles)).toEqual({ text, marked: [] });
  });

  it('begin with one that allows everything, which is highlighted', () => {
    const mighty = 'Super Administrator - All Privileges';
    expect(said(['DNS', mighty])).toEqual({ text: `${mighty} +1`, marked: [mighty] });
    expect(said(['Super Admin', 'DNS'])).toEqual({ text: 'Super Admin DNS', marked: ['Super Admin'] });
    expect(said(['Administrator - full']).marked).toHaveLength(1);
    expect(said(['Administrator Read Only', 'Zone Administrator']).marked).toEqual([]);
  });
});

describe('the invited login', () => {
  const work = connection({ id: 'c7', name: 'Work' });

  it('is a chip with its name and its own color if there are several logins', () => {
    const connections = [connection({ name: 'Work' }), connection({ id: 'c2', name: 'Home' })];
    const one = stateOf([whole], { connections });
    const [other] = Object.values(stateOf([known({ id: '2', organizationName: 'Globex' })]).snapshots);
    showPending({ ...one, snapshots: { ...one.snapshots, ...(other && { c2: other }) } });
    const chips = screen.getAllByText(/^For /).map(({ parentElement }) => parentElement);
    expect(chips.map((chip) => chip?.localName)).toEqual(['button', 'button']);
    const hues = chips.map((chip) => Number(chip?.style.getPropertyValue('--hue')));
    expect(new Set(hues).size).toBe(2);
    expect(hues.filter((hue) => hue < 150 || hue > 310)).toEqual([]);
    within(chips[0] ?? document.body).getByText('Work');
  });

  it('is a button that shows only the invitations of that login', () => {
    const asked: string[] = [];
    render(h(Login, { connection: work, onLogin: (id) => asked.push(id) }));
    press('For Work');
    expect(screen.getByRole('button').title).toBe('Show only Work');
    expect(asked).toEqual(['c7']);
  });
});

it('the header has a link to Cloudflare', () => {
  showPopup(stateOf([whole]));
  expect(link('Open Cloudflare').href).toBe('https://dash.cloudflare.com/');
  expect(link('Open Cloudflare').title).toBe('Open Cloudflare');
});
