import { expect, it } from 'vitest';
import { samples } from '../support/samples';
import { killAtRandom } from './killing';
import { setStage } from './stage';
import { useStage } from './use-stage';

const seed = 4242;
const kills = samples(100);

const stage = useStage(() =>
  setStage({
    sandbox: { rateLimit: { requests: 1_000_000 } },
    // A debugger that is just attaching would keep a killed worker alive.
    chromium: { watchWorker: false },
  }),
);

it(`a worker killed ${kills} times with responses in flight loses none and sends none twice`, async () => {
  await stage().connect();
  const report = await killAtRandom(stage(), { kills, seed, faults: false });
  console.log(`seed ${seed}: ${JSON.stringify(report)}`);
  expect(report).toMatchObject({ wrong: [], outbox: [], badge: '', refusedAsRepeated: 0 });
  expect(report.effective).toBe(report.responses);
  expect(Object.keys(report.caught).length).toBeGreaterThan(0);
}, 400_000);
