import { afterAll, beforeAll } from 'vitest';
import { type Collector, startCollector } from '../collector';
import type { AnyExtension, Stage } from '../stage';

/** A connected extension, and a web server of somebody else, for all tests of a file. */
export interface Outside<T extends AnyExtension = AnyExtension> {
  stage: () => Stage<T>;
  elsewhere: () => Collector;
}

/** Sets both. What the tests try is refused, and every refusal a problem: here problems are no failure. */
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
