import { act, screen } from '@testing-library/preact';
import { expect, it, onTestFinished, vi } from 'vitest';
import { entry, known, nowMs, stateOf } from '../domain/make';
import { choice, showPopup } from './pages';

const names = ['Acme', 'Globex'];
const items = names.map((name) => choice(name, 'accepted', name));
const pending = names.map((name) => known({ id: name, organizationName: name }));
const accepted = pending.map((one) => ({
  ...one,
  records: known({ id: one.key, organizationName: one.key, status: 'accepted' }).records,
  settledAtMs: nowMs,
}));

it('the popup announces the result of a single answer', () => {
  const again = showPopup(stateOf(pending, { outbox: [entry({ key: 'Acme', name: 'Acme' })] }));
  again(stateOf([...accepted.slice(0, 1), ...pending.slice(1)]));
  screen.getByText('Accepted the invitation to Acme');
});

it('the announcement disappears after some seconds', () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const again = showPopup(stateOf(pending, { outbox: [entry({ key: 'Acme', name: 'Acme' })] }));
  again(stateOf([...accepted.slice(0, 1), ...pending.slice(1)]));
  act(() => void vi.advanceTimersByTime(7_000));
  screen.getByText('Accepted the invitation to Acme');
  act(() => void vi.advanceTimersByTime(2_000));
  expect(screen.queryByText(/^Accepted the invitation to/)).toBeNull();
});

it('the result of a bulk answer is shown once, in a notice that can be closed', () => {
  const outbox = items.map((item) => entry(item));
  const batch = { items, cancelled: 0 };
  const again = showPopup(stateOf(pending, { outbox, batch }));
  screen.getByText('0 of 2 answered');
  again(stateOf([...accepted.slice(0, 1), ...pending.slice(1)], { outbox: outbox.slice(1), batch }));
  screen.getByText('1 of 2 answered');
  again(stateOf(accepted, { batch }));
  screen.getByText('2 of 2 answered');
  screen.getByRole('button', { name: 'Close' });
  expect(screen.queryByText(/^Accepted the invitation to/)).toBeNull();
});
