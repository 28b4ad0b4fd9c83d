/** Whether this is `npm run soak`, which runs everything. */
export const isSoak = process.env['SOAK'] !== undefined;

/** How many of `all` samples to run: all of them in `npm run soak`, which sets SOAK, and a tenth in `npm test`. */
export function samples(all: number): number {
  return isSoak ? all : Math.ceil(all / 10);
}
