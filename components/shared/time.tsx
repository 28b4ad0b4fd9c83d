import { i18n, plural } from '@/lib/i18n';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * `atMs` relative to `nowMs` (epoch ms), in words: 'in 3 days', '2 minutes ago'. Never 'in 0 minutes': anything less is
 * one minute. Uses our own texts, because the first use of Intl.RelativeTimeFormat takes Chromium about 70 ms.
 */
export function relativeTime(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(atMs - nowMs);
  const isPast = atMs < nowMs;
  // Round before choosing the unit: 59.6 minutes are an hour.
  const minutes = Math.max(1, Math.round(distanceMs / minuteMs));
  if (minutes < 60) return plural(isPast ? 'time.minutesAgo' : 'time.inMinutes', minutes);
  const hours = Math.round(distanceMs / hourMs);
  // Times in the future are given in hours for a day longer.
  if (hours < (isPast ? 24 : 48)) return plural(isPast ? 'time.hoursAgo' : 'time.inHours', hours);
  return plural(isPast ? 'time.daysAgo' : 'time.inDays', Math.round(distanceMs / dayMs));
}

/** When something happened, in words; 'just now' within a minute, and also if the clock was set back. */
export function pastTime(atMs: number, nowMs: number): string {
  return nowMs - atMs < minuteMs ? i18n.t('time.justNow') : relativeTime(atMs, nowMs);
}

/** When something will happen, in words; 'in a moment' if that time has passed. */
export function futureTime(atMs: number, nowMs: number): string {
  return atMs <= nowMs ? i18n.t('time.soon') : relativeTime(atMs, nowMs);
}

/** Whether less than a day is left until `expiresAtMs`; both times are in epoch ms. */
export function isUrgent(expiresAtMs: number, nowMs: number): boolean {
  return expiresAtMs - nowMs < dayMs;
}

/** Created when first needed, because the first one takes Chromium 20 to 40 ms. */
let format: Intl.DateTimeFormat | undefined;

/** `atMs` (epoch ms) as date and time, formatted for the user's language. */
export function absoluteTime(atMs: number): string {
  format ??= new Intl.DateTimeFormat(i18n.t('language'), { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(atMs);
}

/** A time in words; its tooltip shows the date, see popup/use-tooltips.ts. */
export function Time({ atMs, class: name, children }: { atMs: number; class?: string; children: string }) {
  return (
    <time class={name} dateTime={new Date(atMs).toISOString()}>
      {children}
    </time>
  );
}
