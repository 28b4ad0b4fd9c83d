/** Cloudflare did not exist before this: an earlier time, such as the year 0001, means none. */
const earliestMs = Date.UTC(2009, 0);
/** An invitation lives for days: a later time, such as the year 9999, means none. */
const latestMs = Date.UTC(2100, 0);

const date = /(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)/;
const clock = /(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?/;
/** Go's default format puts the zone name after the offset. */
const zone = /Z|UTC|GMT|(?<sign>[+-])(?<offsetHours>\d\d):?(?<offsetMinutes>\d\d)?(?: UTC)?/;
const form = new RegExp(`^${date.source}(?:[T ]${clock.source} ?(?:${zone.source})?)?$`, 'i');
const unixTime = /^\d+(?:\.\d+)?$/;

/**
 * Reads a time as Cloudflare sends it, as epoch ms: RFC 3339 (also with a space instead of the T, any fraction, any
 * form of offset, or only a date), or seconds or milliseconds since 1970 as a number or text. A time without a zone is
 * UTC. Null if it is not a time, or not one that an invitation can have. `Date.parse` is not used because browsers
 * differ in which of these they read, and treat a time without a zone as local.
 */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number') return ofUnixTime(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return unixTime.test(text) ? ofUnixTime(Number(text)) : ofCalendar(text);
}

/** The earliest time in milliseconds is later than the latest in seconds, so no number can be both. */
function ofUnixTime(time: number): number | null {
  return plausible(Math.round(time * 1000)) ?? plausible(Math.round(time));
}

function ofCalendar(text: string): number | null {
  const parts = form.exec(text)?.groups;
  if (!parts) return null;
  const number = (part: string) => Number(parts[part] ?? 0);
  const [year, month, day] = [number('year'), number('month') - 1, number('day')];
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  const [offsetHours, offsetMinutes] = [number('offsetHours'), number('offsetMinutes')];
  // `Date.UTC` carries over: February 30 would be in March.
  if (new Date(Date.UTC(year, month, day)).getUTCMonth() !== month) return null;
  // RFC 3339 has a 60th second, the leap second.
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return null;
  const ms = Number((parts['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (offsetHours * 60 + offsetMinutes) * (parts['sign'] === '-' ? -1 : 1);
  return plausible(Date.UTC(year, month, day, hour, minute - offset, second, ms));
}

function plausible(ms: number): number | null {
  return ms >= earliestMs && ms < latestMs ? ms : null;
}
