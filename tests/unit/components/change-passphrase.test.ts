import { fireEvent, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { showChangePassphrase } from './options-pages';
import { press } from './pages';

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });

it('the form rejects a new passphrase equal to the current one, with a message at the field', async () => {
  const done = showChangePassphrase();
  for (const name of ['Current passphrase', 'New passphrase', 'Repeat new passphrase']) {
    type(name, 'correct horse battery');
  }
  press('Change');
  await screen.findByText('Use a passphrase other than the current one.');
  expect(document.activeElement).toBe(field('New passphrase'));
  expect(field('New passphrase').getAttribute('aria-invalid')).toBe('true');
  expect(done).toEqual([]);
  type('New passphrase', 'another passphrase');
  type('Repeat new passphrase', 'another passphrase');
  press('Change');
  expect(done).toEqual(['correct horse battery to another passphrase']);
});

it('the form rejects a long passphrase of few characters', async () => {
  const done = showChangePassphrase();
  type('Current passphrase', 'correct horse battery');
  for (const next of ['aaaaaaaaaaaa', 'abcdeabcdeabcde']) {
    type('New passphrase', next);
    type('Repeat new passphrase', next);
    press('Change');
    await screen.findByText('Use at least 6 different characters.');
    expect(field('New passphrase').getAttribute('aria-invalid')).toBe('true');
  }
  expect(done).toEqual([]);
});

it('Escape closes the form to change the passphrase, unless an input method is composing', () => {
  const done = showChangePassphrase();
  fireEvent.keyDown(field('New passphrase'), { key: 'Escape', isComposing: true });
  expect(done).toEqual([]);
  fireEvent.keyDown(field('New passphrase'), { key: 'Escape' });
  expect(done).toEqual(['cancelled']);
});
