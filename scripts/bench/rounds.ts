import type { Subject } from './subject';

/** One thing to measure, of these subjects. */
export interface Rounds<T> {
  subjects: readonly Subject[];
  runs: number;
  /** Rounds before those that count. */
  warmUps?: number;
  /** What comes before each round that counts. */
  before?(): Promise<void>;
  measure(subject: Subject): Promise<T>;
  keep(subject: Subject, result: T): void;
}

/**
 * Measures one subject after the other in each round, so that a busy moment of the machine hits all of them. Each
 * round begins with another, so that none always follows the same one and what that left behind.
 */
export async function inRounds<T>(rounds: Rounds<T>): Promise<void> {
  const { subjects, runs, warmUps = 0, before, measure, keep } = rounds;
  for (let round = 0; round < warmUps + runs; round++) {
    if (round >= warmUps) await before?.();
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const result = await measure(subject);
      if (round >= warmUps) keep(subject, result);
    }
  }
}
