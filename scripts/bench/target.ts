import type { Samples } from './measure';

/**
 * How much there may be. `times` makes it a multiple of the floor's figure or of our own with few invitations; with
 * 'speed' it is so much on the machine for which the limit was set, and in proportion more on a slower one.
 */
export interface Limit {
  atMost?: number;
  times?: 'floor' | 'few' | 'speed';
}

/** One row of the table: what is measured, and how much of it there may be. */
export interface Target extends Limit {
  /** Out of the samples with so many invitations. */
  count: number;
  what: string;
  unit: 'ms' | '';
  /** What stands for all samples: what is timed is noisy, but what is counted may never be more. */
  by: 'median' | 'most';
  of(samples: Samples): (number | undefined)[];
}

/** What all rows have in common that hold a time. */
export const timed = { unit: 'ms', by: 'median' } as const;

/** What all rows have in common that hold a number of events. */
export const counted = { unit: '', by: 'most' } as const;
