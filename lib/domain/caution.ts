import * as z from '@/lib/zod';

/** Why a person should look twice before accepting. They are found by lib/cautions, whose data no page needs. */
export const cautionSchema = z.enum([
  'mixed-scripts',
  'imitates-cloudflare',
  'link',
  'inviter-domain',
  'free-mail',
]);

export type Caution = z.infer<typeof cautionSchema>;

/** Whether a caution warns of deception. The other kind only says what a person may want to know. */
export function isWarning(caution: Caution): boolean {
  return caution !== 'free-mail';
}
