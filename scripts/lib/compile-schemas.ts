import { fileURLToPath } from 'node:url';
import { type Plugin, runnerImport } from 'vite';
import * as core from 'zod/v4/core';

const readersFile = fileURLToPath(new URL('../../lib/readers.ts', import.meta.url));

/**
 * Writes every module named `schemas.ts` anew, with calls of `lib/readers.ts` in place of its zod schemas. So zod says
 * what fits and is not shipped: it would be a quarter of the worker. Types are zod's; a test compares the results.
 */
export function compileSchemas(): Plugin {
  return {
    name: 'compile-schemas',
    enforce: 'pre',
    load: (id) => (/\/lib\/(?:.*\/)?schemas\.ts$/.test(id) ? compileModule(id) : null),
  };
}

async function compileModule(id: string) {
  const { module } = await runnerImport<Record<string, unknown>>(id, { configFile: false });
  const compiled = Object.entries(module).map(([name, value]) => {
    if (!(value instanceof core.$ZodType))
      throw new Error(`${id} may export only schemas and types, not ${name}.`);
    return `export const ${name} = /*#__PURE__*/ r.schema(() => ${readerOf(value)});`;
  });
  const code = [`import * as r from ${JSON.stringify(readersFile)};`, ...compiled].join('\n');
  return { code, moduleSideEffects: false };
}

/** The source of a reader that reads as `schema` does; the readers are in scope as `r`. */
export function readerOf(schema: core.$ZodType): string {
  const reader = plainReaderOf(schema);
  const checks = schema._zod.def.checks ?? [];
  const [length, ...others] = checks.map(
    (check) => check instanceof core.$ZodCheckMinLength && check._zod.def.minimum,
  );
  if (length !== undefined && length !== false && others.length === 0)
    return `/*#__PURE__*/ r.atLeast(${reader}, ${length})`;
  return checks.length === 0
    ? reader
    : `/*#__PURE__*/ r.passing(${reader}, (n) => ${checks.map(testOf).join(' && ')})`;
}

function plainReaderOf(schema: core.$ZodType): string {
  const call = (name: string, ...args: string[]) => `/*#__PURE__*/ r.${name}(${args.join(', ')})`;
  if (schema instanceof core.$ZodString) return 'r.string';
  if (schema instanceof core.$ZodNumber) return 'r.number';
  if (schema instanceof core.$ZodBoolean) return 'r.boolean';
  if (schema instanceof core.$ZodUnknown) return 'r.unknown';
  if (schema instanceof core.$ZodNull) return call('oneOf', 'null');
  if (schema instanceof core.$ZodLiteral) return call('oneOf', ...schema._zod.def.values.map(literal));
  if (schema instanceof core.$ZodEnum)
    return call('oneOf', ...Object.values(schema._zod.def.entries).map(literal));
  if (schema instanceof core.$ZodNullable) return call('nullable', readerOf(schema._zod.def.innerType));
  if (schema instanceof core.$ZodOptional) {
    const { innerType } = schema._zod.def;
    return innerType instanceof core.$ZodNullable
      ? call('nullish', readerOf(innerType._zod.def.innerType))
      : call('optional', readerOf(innerType));
  }
  if (schema instanceof core.$ZodArray) return call('array', readerOf(schema._zod.def.element));
  if (schema instanceof core.$ZodRecord) return call('record', readerOf(schema._zod.def.valueType));
  if (schema instanceof core.$ZodObject) return call('object', shapeOf(schema._zod.def.shape));
  if (schema instanceof core.$ZodDiscriminatedUnion) {
    const { discriminator, options } = schema._zod.def;
    return call(
      'tagged',
      literal(discriminator),
      ...options.map((option) => taggedOption(option, discriminator)),
    );
  }
  if (schema instanceof core.$ZodDefault) {
    return call('defaulted', readerOf(schema._zod.def.innerType), literal(schema._zod.def.defaultValue));
  }
  if (schema instanceof core.$ZodCatch) {
    // A constant: what is caught by a function of ours would need its code here, and fails when it is called.
    const instead = schema._zod.def.catchValue({
      value: undefined,
      issues: [],
      error: { issues: [] },
      input: undefined,
    });
    return call('caught', readerOf(schema._zod.def.innerType), literal(instead));
  }
  throw new Error(
    `Schemas of kind '${schema._zod.def.type}' have no reader yet: write one in lib/readers.ts.`,
  );
}

function shapeOf(shape: Readonly<Record<string, core.$ZodType>>): string {
  const fields = Object.entries(shape).map(([key, field]) => {
    if (field instanceof core.$ZodUnknown) {
      throw new Error(`Say z.optional(z.unknown()) for '${key}': it may be absent.`);
    }
    return `${key}: ${readerOf(field)}`;
  });
  return `{ ${fields.join(', ')} }`;
}

function taggedOption(option: core.$ZodType, key: string): string {
  const { [key]: tag, ...shape } = option instanceof core.$ZodObject ? option._zod.def.shape : {};
  if (!(tag instanceof core.$ZodLiteral)) throw new Error(`An option has no literal '${key}'.`);
  return `[${tag._zod.def.values.map(literal).join()}, ${shapeOf(shape)}]`;
}

/** The test of a number `n` that `check` makes. */
function testOf(check: core.$ZodCheck): string {
  if (check instanceof core.$ZodNumberFormat) return 'Number.isSafeInteger(n)';
  if (check instanceof core.$ZodCheckGreaterThan) {
    return `n ${check._zod.def.inclusive ? '>=' : '>'} ${check._zod.def.value}`;
  }
  if (check instanceof core.$ZodCheckLessThan) {
    return `n ${check._zod.def.inclusive ? '<=' : '<'} ${check._zod.def.value}`;
  }
  throw new Error(`The check '${check._zod.def.check}' has no reader yet: write one in lib/readers.ts.`);
}

function literal(value: unknown): string {
  const source = JSON.stringify(value);
  if (source === undefined) throw new Error('A schema holds a value that is no JSON.');
  return source;
}
