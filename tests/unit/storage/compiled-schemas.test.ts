import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as core from 'zod/v4/core';
import * as appearance from '@/lib/appearance/schemas';
import * as cloudflare from '@/lib/cloudflare/schemas';
import * as invites from '@/lib/invites/schemas';
import * as messages from '@/lib/messages/schemas';
import { parse, type Schema } from '@/lib/parse';
import * as readers from '@/lib/readers';
import * as common from '@/lib/schemas';
import * as storage from '@/lib/storage/schemas';
import * as vault from '@/lib/vault/schemas';
import { readerOf } from '@/scripts/lib/compile-schemas';
import { nearly } from '../support/nearly';

// The build ships readers in place of the schemas; here are both, told the same things.
const schemas = Object.entries({
  ...cloudflare,
  ...invites,
  ...common,
  ...messages,
  ...appearance,
  ...storage,
  ...vault,
});

/** The reader as the build writes it. */
function compiled(schema: core.$ZodType): Schema<unknown> {
  return new Function('r', `return r.schema(() => ${readerOf(schema)})`)(readers);
}

describe('each compiled schema reads what zod reads, as zod does', () => {
  it.each(schemas)('%s', (_, schema) => {
    const ours = compiled(schema);
    let fitting = 0;
    fc.assert(
      fc.property(nearly(schema), (value) => {
        const expected = core.safeParse(schema, value);
        const read = parse(ours, value);
        expect(read !== null).toBe(expected.success);
        expect(read?.value).toEqual(expected.data);
        if (expected.success) fitting += 1;
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(fitting).toBeGreaterThan(20);
    expect(fitting).toBeLessThan(500);
  });
});

describe('a schema that no reader can stand for stops the build', () => {
  it.each([
    ['a kind', new core.$ZodDate({ type: 'date' })],
    ['a check', core._string(core.$ZodString, { checks: [core._regex(/x/)] })],
  ])('%s', (_, schema) => {
    expect(() => readerOf(schema)).toThrow(/no reader yet/);
  });
});
