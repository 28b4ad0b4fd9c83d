import * as z from '@/lib/zod';

const minuteMs = 60_000;
const minuteOfDay = z.number().check(z.int(), z.gte(0), z.lt(24 * 60));

/**
 * Hours of the day in which no notification is shown, as minutes since local midnight. They span midnight if `to` is
 * earlier than `from`; if both are the same, there are none.
 */
export const quietHoursSchema = z.object({ from: minuteOfDay, to: minuteOfDay });

export type QuietHours = z.infer<typeof quietHoursSchema>;

/**
 * When the quiet hours that `nowMs` falls in end (epoch ms), or null outside them. Goes by what a clock on the wall
 * shows, so a night in which the clocks change is as long as that clock says.
 */
export function quietEndMs({ from, to }: QuietHours, nowMs: number): number | null {
  const now = new Date(nowMs);
  const minute = now.getHours() * 60 + now.getMinutes();
  const quiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!quiet) return null;
  const day = now.getDate() + (minute < to ? 0 : 1);
  const endMs = new Date(now.getFullYear(), now.getMonth(), day, 0, to).getTime();
  // In the hour that is repeated when clocks go back, the end may seem to be in the past: check again in a minute.
  return endMs > nowMs ? endMs : nowMs + minuteMs;
}
