import { describe, expect, it } from 'vitest';
import { type FailureReason, silentFailure } from '@/lib/domain/failure';
import { type Choice, transition, withChoices } from '@/lib/domain/outbox';
import { afterReconcile, afterSend, markSent } from '@/lib/domain/response-steps';
import { entry, nowMs, record } from './make';

const sent = markSent(entry());
const reply = (status: string) => ({ ok: true as const, value: record({ status }) });
const failed = (reason: FailureReason) => ({ ok: false as const, failure: silentFailure(reason, nowMs) });

describe('after a PATCH', () => {
  it('the response is done only if Cloudflare returns the wanted status', () => {
    expect(afterSend(sent, reply('accepted'))).toBeNull();
    expect(afterSend(sent, reply('pending'))).toMatchObject({ phase: 'sent' });
  });

  it.each<[FailureReason, string]>([
    ['unreachable', 'sent'],
    ['timed-out', 'sent'],
    ['server-error', 'sent'],
    ['unreadable', 'sent'],
    ['response-refused', 'sent'],
    ['rate-limited', 'queued'],
    ['token-invalid', 'queued'],
    ['permission-missing', 'failed'],
  ])('a failure with %s leaves the response %s', (reason, phase) => {
    expect(afterSend(sent, failed(reason))).toMatchObject({ phase, failure: { reason } });
  });
});

describe('reconciling', () => {
  const settle = (given: typeof sent, result: Parameters<typeof afterReconcile>[1]) =>
    afterReconcile(given, result, { nowMs, clockMs: nowMs, random: 0 });

  it('is done when the status is the wanted one', () => {
    expect(settle(sent, reply('accepted'))).toBeNull();
  });

  it('sends the response again, later, if it is still pending, at most three times', () => {
    expect(settle(sent, reply('pending'))).toMatchObject({ phase: 'queued', nextAtMs: nowMs + 30_000 });
    expect(settle({ ...sent, attempts: 2 }, reply('pending'))).toMatchObject({ nextAtMs: nowMs + 60_000 });
    expect(settle({ ...sent, attempts: 3 }, reply('pending'))).toMatchObject({ phase: 'failed' });
  });

  it("gives up at once, with the server's reason, on what the server refused", () => {
    const refused = { ...sent, failure: silentFailure('response-refused', nowMs) };
    expect(settle(refused, reply('pending'))).toMatchObject({
      phase: 'failed',
      failure: { reason: 'response-refused' },
    });
  });

  it.each(['rejected', 'expired', 'frozen'])('is a conflict when the invitation is %s', (status) => {
    expect(settle(sent, reply(status))).toMatchObject({
      phase: 'failed',
      failure: { reason: 'answered-elsewhere' },
    });
  });

  it('keeps asking while Cloudflare cannot be reached, and never sends meanwhile', () => {
    expect(settle(sent, failed('unreachable'))).toMatchObject({ phase: 'sent', nextAtMs: nowMs + 30_000 });
    expect(settle(sent, failed('not-found'))).toMatchObject({ phase: 'failed' });
  });
});

describe('a refusal of one route', () => {
  const routes = [
    { source: 'invites', id: 'i1' },
    { source: 'memberships', id: 'm1' },
  ] as const;
  const sentBoth = { ...sent, routes: [...routes] };

  it.each(['not-found', 'response-unavailable', 'permission-missing'] as const)(
    'removes only that route: %s',
    (reason) => {
      expect(afterSend(sentBoth, failed(reason))).toMatchObject({ phase: 'queued', routes: [routes[1]] });
    },
  );

  it.each(['timed-out', 'server-error', 'unreadable', 'response-refused'] as const)(
    'is not assumed after %s, so both routes stay',
    (reason) => {
      expect(afterSend(sentBoth, failed(reason))).toMatchObject({ phase: 'sent', routes });
    },
  );

  it('is not assumed if the invite is gone after an attempt with an unknown result', () => {
    const again = { ...sentBoth, attempts: 2 };
    expect(afterSend(again, failed('not-found'))).toMatchObject({ phase: 'sent', routes });
    expect(afterSend(again, failed('response-unavailable'))).toMatchObject({ routes: [routes[1]] });
  });
});

describe('a transition', () => {
  const queued = entry();

  it('succeeds only once: a second attempt finds another entry or none', () => {
    const after = transition([queued], queued, sent);
    expect(after).toEqual([sent]);
    expect(transition([sent], queued, sent)).toBeNull();
    expect(transition([], queued, sent)).toBeNull();
    expect(transition([entry({ answer: 'rejected' })], queued, sent)).toBeNull();
  });

  it('to null removes the entry and leaves the others alone', () => {
    const other = entry({ key: 'i2' });
    expect(transition([other, sent], sent, null)).toEqual([other]);
  });
});

describe('choices', () => {
  const { connectionId, key, routes, name } = entry();
  const choice: Choice = { connectionId, key, routes, name, answer: 'rejected' };

  it('are ignored while a response to the same invitation is under way', () => {
    expect(withChoices([sent], [choice], { nowMs, hold: null })).toEqual([sent]);
    expect(withChoices([], [choice, { ...choice, answer: 'accepted' }], { nowMs, hold: null })).toMatchObject(
      [{ answer: 'rejected' }],
    );
  });

  it('replace a failed response', () => {
    const failed = entry({ phase: 'failed', attempts: 3 });
    expect(withChoices([failed], [choice], { nowMs, hold: null })).toEqual([entry({ answer: 'rejected' })]);
  });
});
