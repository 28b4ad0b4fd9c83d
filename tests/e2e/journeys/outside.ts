import { afterAll, beforeAll } from 'vitest';
import { type Collector, startCollector } from '../collector';
import type { AnyExtension, Stage } from '../stage';

/** A connected extension and a third-party web server, for all tests of a file. */
export interface Outside<T extends AnyExtension = AnyExtension> {
  stage: () => Stage<T>;
  elsewhere: () => Collector;
}

/**
 * Sets up both. The tests try what is refused, and each refusal is a reported problem, so problems do not fail them.
 */
export function useOutside<T extends AnyExtension>(set: () => Promise<Stage<T>>): Outside<T> {
  let stage: Stage<T> | undefined;
  let elsewhere: Collector | undefined;
  const there = <One>(one: One | undefined): One => {
    if (!one) throw new Error('The stage is not set.');
    return one;
  };
  beforeAll(async () => {
    elsewhere = await startCollector();
    stage = await set();
    await stage.connect();
  });
  afterAll(async () => {
    await stage?.close();
    await elsewhere?.close();
  });
  return { stage: () => there(stage), elsewhere: () => there(elsewhere) };
}
