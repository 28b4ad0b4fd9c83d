import type { Caution } from '@/lib/cloudflare/schemas';

/**
 * Whether a caution warns of deception. The other kind only says what a person may want to know and should keep nobody
 * from accepting. Apart from the cautions themselves, so that a page can ask without their data.
 */
export function isWarning(caution: Caution): boolean {
  return caution !== 'free-mail';
}
