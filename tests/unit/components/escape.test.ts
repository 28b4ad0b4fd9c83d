import { createEvent, fireEvent, screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { known, stateOf } from '../domain/make';
import { organizations, press, search, showPending, tick } from './pages';

const state = stateOf(
  ['Acme', 'Acme Labs', 'Globex'].map((name) => known({ id: name, organizationName: name })),
);

/** Presses Escape. Returns whether the page handled it; otherwise the browser would close the popup. */
function pressEscape(target: Element = document.body, init: KeyboardEventInit = {}): boolean {
  const event = createEvent.keyDown(target, { key: 'Escape', ...init });
  fireEvent(target, event);
  return event.defaultPrevented;
}

const has = (role: string) => screen.queryAllByRole(role).length > 0;
const isOpen = () => screen.queryByText('Account ID') !== null;

it('Escape goes back from question, details, selection and search, one by one, then closes the popup', () => {
  showPending(state);
  search('acme');
  press('Select');
  press('Acme');
  tick('Select Acme Labs');
  press('Reject…');
  expect([has('alertdialog'), isOpen(), has('checkbox')]).toEqual([true, true, true]);
  expect(pressEscape()).toBe(true);
  expect([has('alertdialog'), isOpen(), has('checkbox')]).toEqual([false, true, true]);
  expect(pressEscape()).toBe(true);
  expect([isOpen(), has('checkbox'), organizations().length]).toEqual([false, true, 2]);
  expect(pressEscape()).toBe(true);
  expect([has('checkbox'), organizations().length]).toEqual([false, 2]);
  expect(pressEscape()).toBe(true);
  expect(organizations()).toHaveLength(3);
  expect(pressEscape()).toBe(false);
});

it('Escape cancels the question about a single row', () => {
  showPending(state);
  press('Reject invitation to Globex');
  screen.getByText('Reject permanently?');
  expect(pressEscape()).toBe(true);
  expect(screen.queryByText('Reject permanently?')).toBeNull();
  expect(pressEscape()).toBe(false);
});

it('Escape closes the list of keyboard shortcuts', () => {
  showPending(state);
  fireEvent.keyDown(document.body, { key: '?' });
  screen.getByText('Next invitation');
  expect(pressEscape()).toBe(true);
  expect(screen.queryByText('Next invitation')).toBeNull();
});

it('Escape in the search field first clears it, then leaves it', () => {
  showPending(state);
  press('Globex');
  search('glob');
  expect(pressEscape(screen.getByRole('searchbox'))).toBe(true);
  expect([organizations().length, isOpen()]).toEqual([3, true]);
  expect(pressEscape(screen.getByRole('searchbox'))).toBe(true);
  expect(isOpen()).toBe(true);
  expect(pressEscape(document.activeElement ?? undefined)).toBe(true);
  expect(isOpen()).toBe(false);
});

it('Escape is left to an input method that is composing', () => {
  showPending(state);
  search('glob');
  expect(pressEscape(screen.getByRole('searchbox'), { isComposing: true })).toBe(false);
  expect(organizations()).toEqual(['Globex']);
});

it('the list of keyboard shortcuts has only keys that do something', () => {
  showPending(state);
  fireEvent.keyDown(document.body, { key: '?' });
  const keys = () => screen.getAllByRole('term').map(({ textContent }) => textContent);
  expect(keys()).toEqual(['↓ j', '↑ k', 'a', 'r', 'u', 'Enter', '/', '?', 'Esc']);
  press('Select');
  expect(keys()).toEqual(['↓ j', '↑ k', 'Space', 'u', 'Enter', '/', '?', 'Esc']);
});
