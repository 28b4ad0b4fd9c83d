import { i18n } from '#i18n';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Made when it is first needed: it takes milliseconds. */
let absolute: Intl.DateTimeFormat | undefined;
/** Intl.RelativeTimeFormat would know the texts too, but takes as long to make as the popup takes to render. */
const plurals = new Intl.PluralRules(i18n.t('language'));
/** The order in which a text has its forms; the last is for all other numbers. */
const pluralOrder = ['one', 'two', 'few', 'many'];

type CountedText = `time.${'inMinutes' | 'minutesAgo' | 'inHours' | 'hoursAgo' | 'inDays' | 'daysAgo'}`;

/** `atMs` seen from `nowMs`, in words: 'in 3 days', '2 minutes ago'. Never 'in 0 minutes': less is one minute. */
export function relativeTime(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(atMs - nowMs);
  const say = (ahead: CountedText, past: CountedText, count: number) =>
    counted(atMs < nowMs ? past : ahead, Math.round(count));
  if (distanceMs >= 2 * dayMs) return say('time.inDays', 'time.daysAgo', distanceMs / dayMs);
  if (distanceMs >= 1.5 * hourMs) return say('time.inHours', 'time.hoursAgo', distanceMs / hourMs);
  return say('time.inMinutes', 'time.minutesAgo', Math.max(1, distanceMs / minuteMs));
}

function counted(key: CountedText, count: number): string {
  const forms = i18n.t(key, [count]).split(' | ');
  return forms[pluralOrder.indexOf(plurals.select(count))] ?? forms.at(-1) ?? '';
}

/** When something happened, in words; 'just now' within a minute, and for a clock that was set back. */
export function pastTime(atMs: number, nowMs: number): string {
  return nowMs - atMs < minuteMs ? i18n.t('time.justNow') : relativeTime(atMs, nowMs);
}

/** Date and time in the person's own form. */
export function absoluteTime(atMs: number): string {
  absolute ??= new Intl.DateTimeFormat(i18n.t('language'), { dateStyle: 'medium', timeStyle: 'short' });
  return absolute.format(atMs);
}

/** Whether less than a day is left. */
export function isUrgent(expiresAtMs: number, nowMs: number): boolean {
  return expiresAtMs - nowMs < dayMs;
}
