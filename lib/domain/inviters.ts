import * as z from '@/lib/zod';

/** After how many minutes an invitation from a trusted inviter is accepted. */
export const graceTimes = [1, 5, 15, 60] as const;

/** Trusted inviters' invitations are accepted without a press; quiet inviters' bring no notification. */
export const inviterLists = ['trusted', 'quiet'] as const;
export type InviterList = (typeof inviterLists)[number];

/** What a login does about some inviters: addresses and domains as `parseInviter` writes them. */
export const invitersSchema = z.object({
  trusted: z.array(z.string()),
  quiet: z.array(z.string()),
  graceMinutes: z.catch(z.literal(graceTimes), 5),
});

export type Inviters = z.infer<typeof invitersSchema>;

export const noInviters: Inviters = { trusted: [], quiet: [], graceMinutes: 5 };
