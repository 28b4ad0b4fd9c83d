import { afterAll, beforeAll, expect } from 'vitest';
import type { ExtensionBrowser } from '../harness/chromium';
import type { Stage } from './stage';

/**
 * A stage for all tests of a file: it is set up before the first and closed after the last, which fails if there were
 * any problems.
 */
export function useStage<T extends Pick<ExtensionBrowser, 'probe' | 'close' | 'problems'>>(
  set: () => Promise<Stage<T>>,
): () => Stage<T> {
  let stage: Stage<T> | undefined;
  const current = () => {
    if (!stage) throw new Error('The stage is not set.');
    return stage;
  };
  beforeAll(async () => {
    stage = await set();
  });
  afterAll(async () => {
    if (!stage) return;
    await stage.close();
    expect(stage.extension.problems).toEqual([]);
  });
  return current;
}
