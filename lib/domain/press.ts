import * as z from '@/lib/zod';
import { choiceSchema, holdSchema } from './outbox';

/**
 * What a page stores in the click, under a key of its own, until the worker has taken it over into the outbox: from then
 * on it survives the page, the worker and the browser.
 */
export const pressSchema = z.object({
  choices: z.array(choiceSchema),
  /** Given in one go: progress is shown until the person has seen the end. */
  isBatch: z.boolean(),
  /** Null when it is sent at once. */
  hold: z._default(z.nullable(holdSchema), null),
});

export type Press = z.infer<typeof pressSchema>;
