import { i18n } from '@/lib/i18n';
import { pluralText } from '@/lib/plural';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * `atMs` seen from `nowMs`, in words: 'in 3 days', '2 minutes ago'. Never 'in 0 minutes': less is one minute. From our
 * own texts: Intl.RelativeTimeFormat would know the words too, but takes as long to make as the popup to render.
 */
export function relativeTime(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(atMs - nowMs);
  const isPast = atMs < nowMs;
  if (distanceMs >= 2 * dayMs)
    return pluralText(isPast ? 'time.daysAgo' : 'time.inDays', Math.round(distanceMs / dayMs));
  if (distanceMs >= 1.5 * hourMs)
    return pluralText(isPast ? 'time.hoursAgo' : 'time.inHours', Math.round(distanceMs / hourMs));
  const minutes = Math.max(1, Math.round(distanceMs / minuteMs));
  return pluralText(isPast ? 'time.minutesAgo' : 'time.inMinutes', minutes);
}

/** When something happened, in words; 'just now' within a minute, and for a clock that was set back. */
export function pastTime(atMs: number, nowMs: number): string {
  return nowMs - atMs < minuteMs ? i18n.t('time.justNow') : relativeTime(atMs, nowMs);
}

/** Whether less than a day is left. */
export function isUrgent(expiresAtMs: number, nowMs: number): boolean {
  return expiresAtMs - nowMs < dayMs;
}
