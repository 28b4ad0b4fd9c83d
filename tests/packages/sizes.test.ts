import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { weigh } from '../../scripts/lib/sizes';

const packages = path.join('.output', 'packages');

function chromeZip(): Uint8Array {
  const file = readdirSync(packages).find((name) => name.endsWith('-chrome.zip'));
  if (file === undefined) throw new Error('There is no chrome zip: run `npm run package` first.');
  return readFileSync(path.join(packages, file));
}

describe('what is shipped stays small (`npm run analyze` tells what fills it)', () => {
  it.each(weigh(path.join('.output', 'chrome-mv3'), chromeZip()))('$name', ({ bytes, budget }) => {
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(budget);
  });
});
