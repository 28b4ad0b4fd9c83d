import { i18n, plural } from '@/lib/i18n';

/** Up to an hour, in words. */
export function minutesText(minutes: number): string {
  return minutes === 60 ? i18n.t('options.hour') : plural('time.minutes', minutes);
}
