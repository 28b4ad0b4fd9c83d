import * as z from '@/lib/zod';

/** The grace times to choose from: after how many minutes an invitation from a trusted inviter is accepted. */
export const graceTimes = [1, 5, 15, 60] as const;

/** Invitations from trusted inviters are accepted automatically; those from quiet inviters cause no notification. */
export const inviterLists = ['trusted', 'quiet'] as const;
export type InviterList = (typeof inviterLists)[number];

/** A login's lists of inviters: addresses and domains in the form that `parseInviter` returns. */
export const invitersSchema = z.object({
  trusted: z.array(z.string()),
  quiet: z.array(z.string()),
  graceMinutes: z.catch(z.literal(graceTimes), 5),
});

export type Inviters = z.infer<typeof invitersSchema>;

export const noInviters: Inviters = { trusted: [], quiet: [], graceMinutes: 5 };
