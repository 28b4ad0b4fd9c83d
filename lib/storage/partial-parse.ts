import type * as z from '@/lib/zod';

/** Where a value has its elements, each of which is read, set aside and restored separately. */
export interface Elements {
  /** The field that holds them; absent if the value itself is the list or the record. */
  in?: string;
  /** The fields that identify an element of a list. */
  id?: string[];
  /** A field that they depend on, such as how their key is derived. Elements are never merged if it differs. */
  under?: string;
  schema: z.ZodMiniType;
  elements?: Elements;
}

/** A value split into what can be read and what cannot; each is undefined if empty. */
interface Sifted {
  good?: unknown;
  odd?: unknown;
}

/** Separates what `schema` accepts from what it rejects, element by element. `schema` always accepts `good`. */
export function sift(value: unknown, schema: z.ZodMiniType, elements: Elements | undefined): Sifted {
  if (schema.safeParse(value).success) return { good: value };
  const container = elements?.in === undefined ? value : isRecord(value) ? value[elements.in] : undefined;
  const put = (part: unknown) =>
    elements?.in === undefined || !isRecord(value) || part === undefined
      ? part
      : { ...value, [elements.in]: part };
  const parts = elements && siftEach(container, elements);
  const good = put(parts?.good);
  return schema.safeParse(good).success ? { good, odd: put(parts?.odd) } : { odd: value };
}

function siftEach(container: unknown, of: Elements): Sifted {
  if (Array.isArray(container)) {
    const parts = container.map((element) => sift(element, of.schema, of.elements));
    const part = (which: keyof Sifted) =>
      parts.flatMap((sifted) => (sifted[which] === undefined ? [] : [sifted[which]]));
    const odd = part('odd');
    return { good: part('good'), odd: odd.length > 0 ? odd : undefined };
  }
  if (!isRecord(container)) return { odd: container };
  const parts = Object.entries(container).map(
    ([id, element]) => [id, sift(element, of.schema, of.elements)] as const,
  );
  const part = (which: keyof Sifted) =>
    Object.fromEntries(
      parts.flatMap(([id, sifted]) => (sifted[which] === undefined ? [] : [[id, sifted[which]]])),
    );
  const odd = part('odd');
  return { good: part('good'), odd: Object.keys(odd).length > 0 ? odd : undefined };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
