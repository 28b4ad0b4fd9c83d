import fc, { type Arbitrary } from 'fast-check';
import * as core from 'zod/v4/core';

/** JSON values that fit `schema`, or would but for one thing or a few: something missing, odd, or too much. */
export function nearly(schema: core.$ZodType): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, null, '', 'x', 0, -1, 1.5, 1e12, true, [], {}, '😀') },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function fitting(schema: core.$ZodType): Arbitrary<unknown> {
  if (schema instanceof core.$ZodString)
    return fc.oneof(fc.string(), fc.constantFrom('😀'.repeat(6), 'x'.repeat(12)));
  if (schema instanceof core.$ZodNumber) {
    return fc.oneof(fc.nat(1500), fc.integer(), fc.double(), fc.constantFrom(0, 1, 1439, 1440, 1e7, 1e7 + 1));
  }
  if (schema instanceof core.$ZodBoolean) return fc.boolean();
  if (schema instanceof core.$ZodUnknown) return fc.jsonValue({ maxDepth: 1 });
  if (schema instanceof core.$ZodNull) return fc.constant(null);
  if (schema instanceof core.$ZodLiteral) return fc.constantFrom(...schema._zod.def.values);
  if (schema instanceof core.$ZodEnum) return fc.constantFrom(...Object.values(schema._zod.def.entries));
  if (schema instanceof core.$ZodNullable) return fc.option(nearly(schema._zod.def.innerType), { nil: null });
  if (schema instanceof core.$ZodOptional || schema instanceof core.$ZodDefault) {
    return fc.option(nearly(schema._zod.def.innerType), { nil: undefined });
  }
  if (schema instanceof core.$ZodCatch) return nearly(schema._zod.def.innerType);
  if (schema instanceof core.$ZodArray) return fc.array(nearly(schema._zod.def.element), { maxLength: 3 });
  if (schema instanceof core.$ZodRecord) {
    const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a b'));
    return fc.dictionary(key, nearly(schema._zod.def.valueType), { maxKeys: 3 });
  }
  if (schema instanceof core.$ZodObject) return fields(schema._zod.def.shape);
  if (schema instanceof core.$ZodDiscriminatedUnion) return fc.oneof(...schema._zod.def.options.map(fitting));
  throw new Error(`No values for schemas of kind '${schema._zod.def.type}'.`);
}

/** An object with every field, or without one of them, and sometimes with one that nobody knows. */
function fields(shape: Readonly<Record<string, core.$ZodType>>): Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, nearly(field)])),
  );
  return fc
    .tuple(known, fc.constantFrom(...Object.keys(shape), '', '', ''), fc.boolean())
    .map(([value, drop, more]) => {
      const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== drop));
      return more ? { ...rest, unheardOf: 1 } : rest;
    });
}
