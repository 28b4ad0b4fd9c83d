import { fireEvent, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import { nowMs } from '../domain/make';
import { formProps, showForm } from './options-pages';

const globalKey = 'c2547eb745079dac9320b638f5e225cf483cc';
const malformed = silentFailure('token-malformed', nowMs);
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'API token' });

it('a key entered in the token field is called a key, with a single message', () => {
  const again = showForm(formProps());
  fireEvent.input(field(), { target: { value: globalKey } });
  screen.getByText('This looks like a Global API key.');
  again(formProps({ failure: malformed }));
  screen.getByText('This looks like a Global API key.');
  expect(screen.queryByText(/isn't a complete API token/)).toBeNull();
  expect(field().getAttribute('aria-invalid')).toBe('true');
  screen.getByRole('button', { name: 'Use it as Global API key' });
});

it('half a token is called incomplete', () => {
  const again = showForm(formProps());
  fireEvent.input(field(), { target: { value: 'half' } });
  again(formProps({ failure: malformed }));
  screen.getByText("This isn't a complete API token");
});

it('the button says Connect for a new login and Save for an update', () => {
  const again = showForm(formProps());
  screen.getByRole('button', { name: 'Connect' });
  again(formProps({ updates: true }));
  screen.getByRole('button', { name: 'Save' });
  expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
});

it('the form says how long a passphrase must be before the user types one', () => {
  showForm(formProps({ draft: { kind: 'token', email: '', keeping: 'encrypted' } }));
  screen.getByText(/^At least 12 characters\./);
});

it('stored credentials can be encrypted without entering them again, and the form says so first', async () => {
  const given: (string | null)[] = [];
  const draft = { kind: 'token', email: '', keeping: 'encrypted' } as const;
  const onEncrypt = async (passphrase: string | null) => given.push(passphrase) > 0;
  showForm(formProps({ draft, updates: true, onEncrypt }));
  screen.getByText("Leave the token or key empty to encrypt the one that's stored.");
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  screen.getByText('Use at least 12 characters.');
  expect(screen.queryByText(/^At least 12 characters/)).toBeNull();
  expect(screen.queryByText('Enter your API token.')).toBeNull();
  for (const name of ['New passphrase', 'Repeat new passphrase']) {
    fireEvent.input(screen.getByRole('textbox', { name }), { target: { value: 'correct horse battery' } });
  }
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(given).toEqual(['correct horse battery']);
});

it('the form asks for the token if no stored one can be encrypted', () => {
  const draft = { kind: 'token', email: '', keeping: 'encrypted' } as const;
  showForm(formProps({ draft, updates: true }));
  expect(screen.queryByText(/that's stored/)).toBeNull();
  screen.getByText('To save a change, enter the token or key again.');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  screen.getByText('Enter your API token.');
});

it('Escape closes the form if there is something to go back to', () => {
  let left = 0;
  const again = showForm(formProps());
  fireEvent.keyDown(field(), { key: 'Escape' });
  again(formProps({ onCancel: () => left++ }));
  fireEvent.keyDown(field(), { key: 'Escape', isComposing: true });
  expect(left).toBe(0);
  fireEvent.keyDown(field(), { key: 'Escape' });
  expect(left).toBe(1);
});
