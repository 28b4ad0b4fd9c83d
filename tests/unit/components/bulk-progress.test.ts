import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { silentFailure } from '@/lib/domain/failure';
import type { Choice, OutboxEntry } from '@/lib/domain/outbox';
import { nowMs } from '../domain/make';
import { choice, press, showProgress } from './pages';

const names = ['Acme', 'Globex', 'Initech', 'Umbrella'];
const items = names.map((name) => choice(name.toLowerCase(), 'accepted', name));
const batch = { items, cancelled: 0 };
const [acme, globex] = items;

/** What the outbox still holds of these choices. */
const left = (choices: (Choice | undefined)[], partial: Partial<OutboxEntry>): OutboxEntry[] =>
  choices
    .filter((one) => one !== undefined)
    .map((one) => ({
      ...one,
      phase: 'queued',
      attempts: 0,
      asks: 0,
      nextAtMs: nowMs,
      hold: null,
      unasked: null,
      failure: null,
      ...partial,
    }));
const failed = left([acme, globex], {
  phase: 'failed',
  failure: silentFailure('response-refused', nowMs),
});

const status = () => screen.getByRole('status').textContent;
const bar = () => screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Responses' });
const buttons = () => screen.getAllByRole('button').map((one) => one.ariaLabel ?? one.textContent);

describe('the progress of a bulk answer', () => {
  it('shows how many are answered, and its button stops the rest', () => {
    let stops = 0;
    const again = showProgress({ batch, outbox: left(items, {}), onCancel: () => stops++ });
    expect(status()).toBe('0 of 4 answered');
    again({ outbox: left(items.slice(2), { phase: 'sent' }) });
    expect(status()).toBe('2 of 4 answered');
    expect([bar().value, bar().max]).toEqual([2, 4]);
    expect(buttons()).toEqual(['Stop the rest']);
    press('Stop the rest');
    expect(stops).toBe(1);
    again({ batch: { items: items.slice(0, 3), cancelled: 1 }, outbox: [] });
    expect(status()).toBe('3 of 4 answered · 1 skipped');
    expect([bar().value, bar().max]).toEqual([3, 4]);
  });

  it('offers to retry only what can still be answered', () => {
    const gone = left([acme], { phase: 'failed', failure: silentFailure('not-found', nowMs) });
    showProgress({ batch, outbox: [...gone, ...left([globex], failed[1] ?? {})] });
    screen.getByText('This invitation no longer exists');
    expect(buttons()).toEqual(['Close', 'Try again']);
    press('Try again with Globex');
  });

  it('counts failed answers, and gives their reasons only when all others are done', () => {
    showProgress({ batch, outbox: [...failed, ...left(items.slice(2), {})] });
    expect(status()).toBe('0 of 4 answered · 2 failed · 2 waiting');
    expect(screen.queryByText('Acme')).toBeNull();
    expect(buttons()).toEqual(['Stop the rest']);
  });
});

describe('answers that may have worked', () => {
  const unclear = left([acme, globex], {
    phase: 'sent',
    attempts: 1,
    failure: silentFailure('server-error', nowMs),
  });

  it('are shown apart from the rest, which can still be stopped', () => {
    showProgress({ batch, outbox: [...unclear, ...left(items.slice(2), {})] });
    expect(status()).toBe('0 of 4 answered · 2 already sent, being checked · 2 waiting');
    expect(buttons()).toEqual(['Stop the rest']);
  });

  it('cannot be stopped when only they are left', () => {
    let closes = 0;
    showProgress({
      batch: { items: items.slice(0, 2), cancelled: 2 },
      outbox: unclear,
      onClose: () => closes++,
    });
    expect(status()).toBe('0 of 4 answered · 2 skipped · 2 already sent, being checked');
    expect(buttons()).toEqual(['Close']);
    press('Close');
    expect(closes).toBe(1);
  });
});

describe('a finished bulk answer', () => {
  it('can retry all failed answers at once', () => {
    const retried: Choice[][] = [];
    const onRetry = async (choices: Choice[]) => {
      retried.push(choices);
      return true;
    };
    showProgress({ batch, outbox: failed, onRetry });
    press('Retry all');
    expect(retried).toEqual([[acme, globex]]);
  });

  it('is summed up, and disappears when the user closes it', () => {
    let closes = 0;
    showProgress({ batch, outbox: [], onClose: () => closes++ });
    expect(status()).toBe('4 of 4 answered');
    expect(bar().value).toBe(bar().max);
    press('Close');
    expect(closes).toBe(1);
  });

  it('shows what failed and why, and can retry each one', () => {
    const given: Choice[][] = [];
    showProgress({
      batch,
      outbox: failed,
      onRetry: async (choices) => given.push(choices) > 0,
    });
    expect(status()).toBe('2 of 4 answered · 2 failed');
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'AcmeCloudflare refused your answerTry again',
      'GlobexCloudflare refused your answerTry again',
    ]);
    press('Try again with Globex');
    expect(given).toEqual([[globex]]);
  });

  it('says that the browser did not store a retry, until it does', async () => {
    let stores = false;
    showProgress({ batch, outbox: failed, onRetry: async () => stores });
    press('Try again with Acme');
    expect((await screen.findByRole('alert')).textContent).toBe("Your browser won't let this extension save");
    stores = true;
    press('Try again with Acme');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('stops saying so once a retry is under way', async () => {
    const again = showProgress({ batch, outbox: failed, onRetry: async () => false });
    press('Try again with Acme');
    await screen.findByRole('alert');
    again({ outbox: left([acme, globex], {}) });
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
