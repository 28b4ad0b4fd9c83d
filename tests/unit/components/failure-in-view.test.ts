import { cleanup, render } from '@testing-library/preact';
import { h } from 'preact';
import { useEffect } from 'preact/hooks';
import { afterEach, expect, it, vi } from 'vitest';
import { useFailureInView } from '@/components/popup/use-failure-in-view';
import { silentFailure } from '@/lib/domain/failure';
import { known, nowMs, poll, stateOf } from '../domain/make';

afterEach(cleanup);

const fine = stateOf([known()]);
const failed = stateOf([known()], { polls: { c1: poll({ failure: silentFailure('server-error', nowMs) }) } });
const fineAgain = { ...fine, polls: { ...fine.polls } };

/** A page with a message about a failure. Returns a function that renders it, and how often it came into view. */
function page() {
  const come = vi.fn<() => void>();
  let note = () => {};
  const Page = ({ state, refreshing }: { state: typeof fine; refreshing: boolean }) => {
    note = useFailureInView(state, refreshing);
    useEffect(() => {
      const notice = document.querySelector('.notice');
      if (notice) notice.scrollIntoView = come;
    }, []);
    return h('main', null, h('section', { class: 'notice' }));
  };
  const { rerender } = render(h(Page, { state: fine, refreshing: false }));
  return {
    ask: () => note(),
    show: (state: typeof fine, refreshing = false) => rerender(h(Page, { state, refreshing })),
    times: () => come.mock.calls.length,
  };
}

it('the message comes into view once, when a refresh that the user asked for has failed', () => {
  const { ask, show, times } = page();
  ask();
  show(fine, true);
  expect(times()).toBe(0);
  show(failed, true);
  show(failed);
  expect(times()).toBe(1);
  show({ ...failed, polls: { ...failed.polls } });
  expect(times()).toBe(1);
});

it('it also does if the reply arrives before the failure is stored', () => {
  const { ask, show, times } = page();
  ask();
  show(fine, true);
  show(fine);
  show(failed);
  expect(times()).toBe(1);
});

it('the list stays where it is after a failure that nobody waits for', () => {
  const { ask, show, times } = page();
  show(failed);
  ask();
  show(failed, true);
  show(fineAgain);
  show(failed);
  expect(times()).toBe(0);
});
