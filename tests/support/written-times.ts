import fc from 'fast-check';

const digits = (value: number) => String(value).padStart(2, '0');

/** With an offset in minutes, and any separators and additional digits. */
const calendar = fc
  .record({
    offset: fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }),
    separator: fc.constantFrom('T', 't', ' '),
    blank: fc.constantFrom('', ' '),
    colon: fc.constantFrom('', ':'),
    more: fc.stringMatching(/^\d{0,12}$/),
  })
  .map(({ offset, separator, blank, colon, more }) => (atMs: number) => {
    const local = new Date(atMs + offset * 60_000).toISOString().slice(0, -1).replace('T', separator);
    const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
    const zone = `${offset < 0 ? '-' : '+'}${digits(hours)}${minutes || colon ? colon + digits(minutes) : ''}`;
    return local + more + blank + zone;
  });

const utc = fc
  .constantFrom('', 'Z', 'z', ' UTC', ' GMT', '+00', '+0000', '+00:00', '-00:00', ' +0000 UTC')
  .map((zone) => (atMs: number) => new Date(atMs).toISOString().replace('Z', zone));

const sinceThen = fc.constantFrom<(atMs: number) => string | number>(
  (atMs) => atMs,
  (atMs) => atMs / 1000,
  (atMs) => String(atMs),
  (atMs) => String(atMs / 1000),
);

/** Ways in which Cloudflare may write an instant, given in epoch ms. */
export const written = fc.oneof(calendar, utc, sinceThen);
