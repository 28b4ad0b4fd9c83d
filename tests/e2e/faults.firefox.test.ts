import { afterEach, expect, it, vi } from 'vitest';
import { type FirefoxBrowser, launchFirefox } from '../harness/firefox';
import { press, waitForText } from '../harness/pages';
import type { Fault } from '../sandbox/fault';
import type { Sandbox } from '../sandbox/types';
import { killAtRandom } from './killing';
import { type Stage, stageWith } from './stage';

const seed = 4242;

let stage: Stage<FirefoxBrowser>;

/** With an event page that ends `idleTimeoutMs` after its last event, where Firefox gives it thirty seconds. */
const setUp = async (idleTimeoutMs: number) => {
  stage = await stageWith((api) => launchFirefox({ api, idleTimeoutMs }), {
    rateLimit: { requests: 1_000_000 },
  });
  await stage.connect();
};

afterEach(async () => {
  await stage.close();
  expect(stage.extension.problems).toEqual([]);
});

/** What can befall a response; of the last two Cloudflare takes it and the answer does not arrive. */
const faults: Record<string, Fault> = {
  'Status 500': { kind: 'status', status: 500 },
  'Status 503': { kind: 'status', status: 503 },
  'HTML 502': { kind: 'html', status: 502 },
  Dropped: { kind: 'drop' },
  Hanging: { kind: 'hang' },
  Slow: { kind: 'latency', ms: 4_000 },
  'Cut off': { kind: 'cut-off' },
  Lost: { kind: 'lost-answer' },
};

/**
 * How often a response was sent again without asking in between what had become of the one before. What got no answer
 * before its connection ended Firefox sends again by itself, and nothing can keep it from that.
 */
const sentBlindly = (sandbox: Sandbox, id: string) =>
  sandbox.requests
    .filter(({ path }) => path.endsWith(`/${id}`))
    .filter(({ method }, i, all) => {
      const before = all[i - 1];
      return method === 'PATCH' && before?.method === 'PATCH' && before.responded !== 'dropped';
    }).length;

it('accepts and rejects exactly once while it is suspended every second and every response fails first', async () => {
  await setUp(1_000);
  const { sandbox, extension } = stage;
  const invites = Object.entries(faults).flatMap(([name, fault]) =>
    (['accepted', 'rejected'] as const).map((answer) => {
      const organization = `${name} ${answer}`;
      const { id } = sandbox.addInvite({ organization_name: organization });
      const about = fault.kind === 'lost-answer' ? {} : { method: 'PATCH' };
      sandbox.fault({ ...fault, ...about, path: id });
      return { id, organization, answer };
    }),
  );
  const popup = await extension.openPopup();
  await press(popup, 'Refresh');
  await extension.waitForBadge(String(invites.length));
  for (const { organization, answer } of invites) {
    if (answer === 'accepted') await press(popup, `Accept invitation to ${organization}`);
    else {
      await press(popup, `Reject invitation to ${organization}`);
      await press(popup, `Yes, reject invitation to ${organization}`);
    }
  }
  await vi.waitUntil(async () => !(await extension.isBackgroundRunning()), { timeout: 30_000, interval: 50 });
  await waitForText(popup, 'Nothing pending', 240_000);
  const ends = invites.map(({ id, organization, answer }) => ({
    organization,
    answer,
    status: sandbox.invite(id)?.status,
    took: sandbox.patchesThatTookEffect(id),
    blindly: sentBlindly(sandbox, id),
  }));
  expect(ends).toEqual(ends.map((end) => ({ ...end, status: end.answer, took: 1, blindly: 0 })));
}, 400_000);

it('suspended 25 times at random with faults in between, it loses no response and sends none twice', async () => {
  await setUp(30_000);
  const report = await killAtRandom(stage, { kills: 25, seed, faults: true, latencyMs: 100, pauseMs: 1_500 });
  console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  expect(report).toMatchObject({ wrong: [], outbox: [], badge: '' });
  expect(report.effective).toBe(report.responses);
  expect(Object.keys(report.caught).length).toBeGreaterThan(0);
}, 400_000);
