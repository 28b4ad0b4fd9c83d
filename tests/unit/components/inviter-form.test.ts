import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { showInviters } from './options-pages';
import { press } from './pages';

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Email address or domain' });

it('an inviter that is already in the list is reported and selected, ready to be typed over', async () => {
  const added = showInviters(['acme.com']);
  fireEvent.input(field(), { target: { value: 'https://ACME.com/' } });
  press('Add');
  expect((await screen.findByRole('alert')).textContent).toBe('Already in the list: https://ACME.com/');
  const { value, selectionStart, selectionEnd } = field();
  expect({ value, selected: value.slice(selectionStart ?? 0, selectionEnd ?? 0) }).toEqual({
    value: 'https://ACME.com/',
    selected: 'https://ACME.com/',
  });
  expect(added).toEqual([]);
});

it('if one of several inviters is already in the list, the others are added', async () => {
  const added = showInviters(['acme.com']);
  fireEvent.input(field(), { target: { value: 'acme.com, globex.example' } });
  press('Add');
  await screen.findByText('Already in the list: acme.com');
  expect([added, field().value]).toEqual([['globex.example'], 'acme.com']);
});

it('the form says which inviters are in both lists, also when only their domain is', () => {
  showInviters(['acme.com', 'globex.example'], ['acme.com']);
  screen.getByText('In both lists, so accepted without notifying you: acme.com');
  cleanup();
  showInviters(['ana@acme.com'], ['acme.com']);
  screen.getByText('In both lists, so accepted without notifying you: ana@acme.com');
  cleanup();
  showInviters(['globex.example'], ['acme.com']);
  expect(screen.queryByText(/In both lists/)).toBeNull();
});

it.each([
  ['not an email', 'not an email'],
  ['nobody, acme.com', 'nobody'],
])('names what is no address or domain in %j', async (typed, named) => {
  showInviters([]);
  fireEvent.input(field(), { target: { value: typed } });
  press('Add');
  expect((await screen.findByRole('alert')).textContent).toContain(
    `Not an email address or a domain: ${named}. `,
  );
});
