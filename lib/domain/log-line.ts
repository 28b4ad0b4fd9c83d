import * as z from '@/lib/zod';

/** One thing that the worker did, for a bug report: no secrets, addresses masked. */
export const logLineSchema = z.object({
  /** Epoch ms. */
  atMs: z.number(),
  text: z.string(),
});

export type LogLine = z.infer<typeof logLineSchema>;
