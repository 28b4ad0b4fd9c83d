import { expect, it } from 'vitest';
import { killAtRandom } from './killing';
import { setStage } from './stage';

const seed = 4242;

it('a worker killed 100 times with responses in flight loses none and sends none twice', async () => {
  const stage = await setStage({
    sandbox: { rateLimit: { requests: 1_000_000 } },
    // A debugger that is just attaching would keep a killed worker alive.
    chromium: { watchWorker: false },
  });
  try {
    await stage.connect();
    const report = await killAtRandom(stage, { kills: 100, seed, faults: false });
    console.log(`seed ${seed}: ${JSON.stringify(report)}`);
    expect(report).toMatchObject({ wrong: [], outbox: [], badge: '', refusedAsRepeated: 0 });
    expect(report.effective).toBe(report.responses);
    expect(Object.keys(report.caught).length).toBeGreaterThan(0);
  } finally {
    await stage.close();
  }
}, 400_000);
