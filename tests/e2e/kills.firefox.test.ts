import { expect, it } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { samples } from '../support/samples';
import { killAtRandom } from './killing';
import { stageWith } from './stage';
import { useStage } from './use-stage';

const seed = 4242;
const kills = samples(100);

const stage = useStage(() =>
  stageWith((api) => launchFirefox({ api }), { rateLimit: { requests: 1_000_000 } }),
);

it(`an event page suspended ${kills} times, with faults, loses no response and sends none twice`, async () => {
  await stage().connect();
  const report = await killAtRandom(stage(), { kills, seed, faults: true, latencyMs: 100, pauseMs: 1_500 });
  console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  expect(report).toMatchObject({ wrong: [], outbox: [], badge: '' });
  expect(report.effective).toBe(report.responses);
  expect(Object.keys(report.caught).length).toBeGreaterThan(0);
}, 900_000);
