import * as z from '@/lib/zod';

/** Why the user should look twice before accepting. Cautions are detected by lib/cautions, whose data no page needs. */
export const cautionSchema = z.enum([
  'mixed-scripts',
  'imitates-cloudflare',
  'link',
  'inviter-domain',
  'free-mail',
]);

export type Caution = z.infer<typeof cautionSchema>;

/** Whether a caution warns of deception. The others only point out what the user may want to know. */
export function isWarning(caution: Caution): boolean {
  return caution !== 'free-mail';
}
