import * as z from '@/lib/zod';
import { choiceSchema, holdSchema } from './outbox';

/**
 * What a page stores in the click, under a separate key, until the worker has taken it over into the outbox. Once
 * stored, it survives the page, the worker and the browser.
 */
export const pressSchema = z.object({
  choices: z.array(choiceSchema),
  /** Whether it was given at once with others: their progress is shown until the user has seen how they ended. */
  isBatch: z.boolean(),
  /** Null if it is sent at once. */
  hold: z._default(z.nullable(holdSchema), null),
});

export type Press = z.infer<typeof pressSchema>;
