import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { Choice } from '@/lib/domain/outbox';
import { connection, entry, hourMs, known, nowMs, stateOf } from '../domain/make';
import { choice, organizations, press, search, showPending, tick } from './pages';

const invitations = ['Acme', 'Globex', 'Initech'].map((organizationName, i) =>
  known({ id: organizationName.toLowerCase(), organizationName, expiresAtMs: nowMs + (30 + i) * hourMs }),
);
const deceptive = known({
  id: 'look-alike',
  organizationName: 'Сloudflare',
  cautions: ['imitates-cloudflare'],
  expiresAtMs: nowMs + 40 * hourMs,
});
const fromFreeMail = known({
  id: 'umbrella',
  organizationName: 'Umbrella',
  cautions: ['free-mail'],
  expiresAtMs: nowMs + 50 * hourMs,
});

const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const isTicked = (name: string) => box(name).checked;
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('selecting', () => {
  it('starts with none, counts, and ends without an answer', () => {
    const given = showPending(stateOf(invitations));
    press('Select');
    screen.getByText('None selected');
    expect([button('Accept…').disabled, button('Reject…').disabled]).toEqual([true, true]);
    tick('Select Acme');
    screen.getByText('1 selected');
    tick('Select Globex');
    screen.getByText('2 selected');
    tick('Select Acme');
    screen.getByText('1 selected');
    press('Done');
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(given).toEqual([]);
    press('Select');
    screen.getByText('None selected');
  });

  it("leaves only invitations that need a closer look out of 'Select all', and says so", () => {
    showPending(stateOf([...invitations, deceptive, fromFreeMail]));
    press('Select');
    tick('Select all');
    expect(screen.getByRole('region', { name: 'Selection' }).querySelector('p')?.textContent).toBe(
      '4 selected · 1 needs a closer look',
    );
    expect(box('Select all').indeterminate).toBe(true);
    expect(isTicked('Select Сloudflare')).toBe(false);
    expect(isTicked('Select Umbrella')).toBe(true);
    tick('Select Сloudflare');
    screen.getByText('5 selected');
    expect(screen.queryByText(/closer look/)).toBeNull();
    expect([isTicked('Select all'), box('Select all').indeterminate]).toEqual([true, false]);
    tick('Select all');
    screen.getByText('None selected');
  });

  it('keeps the search, selects only what it shows, and counts what is selected but not shown', () => {
    const given = showPending(stateOf(invitations));
    search('acme');
    press('Select');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('acme');
    tick('Select all');
    screen.getByText('1 selected');
    expect(screen.queryByText(/not shown/)).toBeNull();
    search('globex');
    expect(organizations()).toEqual(['Globex']);
    screen.getByText('1 not shown');
    expect([isTicked('Select all'), box('Select all').indeterminate]).toEqual([false, false]);
    tick('Select all');
    screen.getByText('2 selected');
    tick('Select all');
    screen.getByText('1 selected');
    search('');
    expect([isTicked('Select Acme'), isTicked('Select Globex')]).toEqual([true, false]);
    expect(screen.queryByText(/not shown/)).toBeNull();
    expect(given).toEqual([]);
  });

  it('has a button that goes to each invitation that needs a closer look, however far down', () => {
    const many = Array.from({ length: 25 }, (_, i) =>
      known({
        id: `many-${i}`,
        organizationName: `Organization ${i}`,
        cautions: i === 14 || i === 22 ? ['imitates-cloudflare'] : [],
        expiresAtMs: nowMs + (30 + i) * hourMs,
      }),
    );
    showPending(stateOf(many));
    press('Select');
    tick('Select all');
    const focused = () => document.activeElement?.querySelector('h2')?.textContent;
    for (const name of ['Organization 14', 'Organization 22', 'Organization 14']) {
      press('2 need a closer look');
      expect(focused()).toBe(name);
    }
    tick('Select Organization 14');
    press('1 needs a closer look');
    expect(focused()).toBe('Organization 22');
  });

  it('is not offered if nothing can be answered', () => {
    showPending(stateOf(invitations, { connections: [connection({ canRespond: false })] }));
    expect(organizations()).toEqual(['Acme', 'Globex', 'Initech']);
    expect(screen.queryByRole('button', { name: 'Select' })).toBeNull();
  });

  it('leaves out invitations that cannot be answered', () => {
    const nameless = known({ id: null, organizationId: 'o2', organizationName: 'Hooli' });
    const outbox = [entry({ key: 'acme', phase: 'sent' })];
    showPending(stateOf([...invitations, nameless], { outbox }));
    press('Select');
    expect([box('Select Acme').disabled, box('Select Hooli').disabled]).toEqual([true, true]);
    tick('Select all');
    screen.getByText('2 selected');
    expect(screen.queryByText(/closer look/)).toBeNull();
  });
});

describe('a click on a row', () => {
  const rowOf = (name: string) => {
    const row = screen.getByRole('heading', { name }).closest('li');
    if (!row) throw new Error(`No row ${name}.`);
    return row;
  };
  const ticked = () =>
    screen
      .getAllByRole<HTMLInputElement>('checkbox', { name: /^Select (?!all)/ })
      .filter(({ checked }) => checked)
      .map((one) => one.getAttribute('aria-label')?.replace('Select ', ''));
  const many = [...invitations, deceptive, fromFreeMail];

  it('selects it while selecting, and a second one deselects it', () => {
    showPending(stateOf(many));
    fireEvent.click(rowOf('Acme'));
    press('Select');
    expect(ticked()).toEqual([]);
    fireEvent.click(within(rowOf('Globex')).getByText(/^Expires/));
    expect(ticked()).toEqual(['Globex']);
    fireEvent.click(rowOf('Globex'));
    expect(ticked()).toEqual([]);
  });

  it('also selects it on its name and its login, and with Shift a range', () => {
    const connections = [connection({ name: 'Work' }), connection({ id: 'c2', name: 'Home' })];
    showPending(stateOf(many, { connections }));
    press('Select');
    fireEvent.click(within(rowOf('Acme')).getByText('Acme'));
    expect(ticked()).toEqual(['Acme']);
    fireEvent.click(within(rowOf('Initech')).getByText('Initech'), { shiftKey: true });
    expect(ticked()).toEqual(['Acme', 'Globex', 'Initech']);
    fireEvent.click(within(rowOf('Umbrella')).getByText('Work'));
    expect(ticked()).toEqual(['Acme', 'Globex', 'Initech', 'Umbrella']);
    expect(screen.queryByText('Account ID')).toBeNull();
  });

  it('opens the details only on the arrow', () => {
    showPending(stateOf(many));
    press('Select');
    press('Acme');
    screen.getByText('Account ID');
    expect(ticked()).toEqual([]);
  });

  it('does not select an invitation that cannot be answered', () => {
    showPending(stateOf(many, { outbox: [entry({ key: 'acme', phase: 'sent' })] }));
    press('Select');
    fireEvent.click(rowOf('Acme'));
    expect(ticked()).toEqual([]);
  });

  it('with Shift selects all rows since the last one, except those that need a closer look', () => {
    showPending(stateOf(many));
    press('Select');
    fireEvent.click(rowOf('Umbrella'));
    fireEvent.click(rowOf('Globex'), { shiftKey: true });
    expect(ticked()).toEqual(['Globex', 'Initech', 'Umbrella']);
    fireEvent.click(rowOf('Сloudflare'), { shiftKey: true });
    expect(isTicked('Select Сloudflare')).toBe(false);
    tick('Select Сloudflare');
    expect(isTicked('Select Сloudflare')).toBe(true);
  });

  it('with Shift deselects all rows since the last one if that was deselected', () => {
    showPending(stateOf(many));
    press('Select');
    tick('Select all');
    fireEvent.click(rowOf('Acme'));
    fireEvent.click(rowOf('Initech'), { shiftKey: true });
    expect(ticked()).toEqual(['Umbrella']);
  });

  it('can be replaced by the space bar, alone and with Shift', () => {
    showPending(stateOf(many));
    press('Select');
    fireEvent.keyDown(rowOf('Acme'), { key: ' ' });
    expect(ticked()).toEqual(['Acme']);
    fireEvent.keyDown(rowOf('Initech'), { key: ' ', shiftKey: true });
    expect(ticked()).toEqual(['Acme', 'Globex', 'Initech']);
    fireEvent.click(box('Select Umbrella'), { shiftKey: true });
    expect(ticked()).toEqual(['Acme', 'Globex', 'Initech', 'Umbrella']);
  });
});

describe('the question about several', () => {
  it('begins with the invitations that may be deceptive, and why', () => {
    showPending(stateOf([...invitations, deceptive, fromFreeMail]));
    press('Select');
    tick('Select Сloudflare');
    tick('Select all');
    press('Accept…');
    const question = screen.getByRole('alertdialog', { name: 'Accept these 5 invitations?' });
    expect(question.textContent).toMatch(
      /\?Сloudflare\s*Looks like Cloudflare's own name\s*Acme, Globex, Initech, and Umbrella/,
    );
  });

  it.each([
    ['Accept…', 'Accept these 2 invitations?', 'Yes, accept', 'accepted'],
    ['Reject…', 'Reject these 2 invitations permanently?', 'Yes, reject', 'rejected'],
  ] as const)(
    'after %s names the selected invitations, and answers only these',
    async (ask, question, yes, answer) => {
      const given = showPending(stateOf(invitations));
      press('Select');
      tick('Select all');
      tick('Select Globex');
      press(ask);
      within(screen.getByRole('alertdialog', { name: question })).getByText(
        (_, element) => element?.textContent === 'Acme and Initech',
      );
      expect(document.activeElement).toBe(button('Back'));
      expect(given).toEqual([]);
      press(yes);
      expect(given).toEqual([[choice('acme', answer, 'Acme'), choice('initech', answer, 'Initech')]]);
      await waitFor(() => expect(screen.queryByRole('checkbox')).toBeNull());
      expect(organizations()).toEqual(['Acme', 'Globex', 'Initech']);
    },
  );

  it('says how many of them make the user a super administrator, if they are accepted', () => {
    const mighty = invitations.map((one, i) =>
      known({
        ...one.records.invites,
        id: one.key,
        organizationName: one.key,
        roles: i < 2 ? ['Super Administrator - All Privileges'] : ['DNS'],
      }),
    );
    showPending(stateOf(mighty));
    press('Select');
    tick('Select all');
    press('Accept…');
    screen.getByText('2 make you a super administrator');
    press('Back');
    press('Reject…');
    expect(screen.queryByText(/super administrator/)).toBeNull();
  });

  it('is in the singular for one invitation', () => {
    showPending(stateOf(invitations));
    press('Select');
    tick('Select Acme');
    press('Accept…');
    screen.getByRole('alertdialog', { name: 'Accept this invitation?' });
  });

  it('can be cancelled, and the selection stays', () => {
    const given = showPending(stateOf(invitations));
    press('Select');
    tick('Select Acme');
    press('Reject…');
    press('Back');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    screen.getByText('1 selected');
    expect(isTicked('Select Acme')).toBe(true);
    expect(given).toEqual([]);
  });

  it('stays, with a message, if the browser does not store the answer, which can be given again', async () => {
    const given: Choice[][] = [];
    showPending(stateOf(invitations), {
      onRespondAll: async (choices) => given.push(choices) > 1,
    });
    press('Select');
    tick('Select all');
    press('Accept…');
    press('Yes, accept');
    expect((await screen.findByRole('alert')).textContent).toBe("Your browser won't let this extension save");
    screen.getByRole('alertdialog', { name: 'Accept these 3 invitations?' });
    press('Yes, accept');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(given.map((choices) => choices.length)).toEqual([3, 3]);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is never about rejecting if the organization does not allow it', () => {
    showPending(stateOf(invitations), { hideReject: true });
    press('Select');
    tick('Select all');
    expect(screen.queryByRole('button', { name: 'Reject…' })).toBeNull();
    expect(button('Accept…').disabled).toBe(false);
  });
});
