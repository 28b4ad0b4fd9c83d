import * as z from '@/lib/zod';

/** An optional field. An invalid value counts as missing, so it does not invalidate the rest. */
export const optionalText = z.catch(z.nullish(z.string()), null);
export const optionalList = z.catch(z.nullish(z.array(z.unknown())), null);
const numeral = z.pipe(z.string().check(z.regex(/^\s*\d{1,15}\s*$/)), z.transform(Number));
/** A non-negative integer, as a number or as text. Anything else counts as missing. */
const optionalCount = z.catch(z.nullish(z.union([z.int().check(z.nonnegative()), numeral])), null);
const numberAsText = z.pipe(z.int(), z.transform(String));
/** An id or a cursor, as text or as a number. */
export const optionalId = z.catch(z.nullish(z.union([z.string(), numberAsText])), null);

const errorSchema = z.object({
  code: z.catch(z.union([z.number(), numeral]), 0),
  message: z.catch(z.string(), ''),
  documentation_url: optionalText,
  error_chain: optionalList,
});

const pagingSchema = z.object({
  total_count: optionalCount,
  total_pages: optionalCount,
  count: optionalCount,
  per_page: optionalCount,
  cursor: optionalId,
  cursors: z.catch(z.nullish(z.object({ after: optionalId })), null),
});

/** A list of errors, or a single one. */
const errorsSchema = z.union([
  z.array(z.unknown()),
  z.pipe(
    z.looseObject({}),
    z.transform((error) => [error]),
  ),
]);

const envelopeSchema = z.object({
  success: z.catch(z.nullish(z.boolean()), null),
  errors: z.catch(z.nullish(errorsSchema), null),
  result: z.optional(z.unknown()),
  result_info: z.catch(z.nullish(pagingSchema), null),
});

/** One error in a response. A missing code is 0 and a missing message is empty. */
export interface ApiError {
  code: number;
  message: string;
  documentationUrl: string | null;
  /** The errors that led to it, flattened: their own chains are empty. */
  chain: ApiError[];
}

/** What all responses of the API have in common. The caller reads `result`, because it knows what it asked for. */
export interface Envelope {
  success: boolean;
  errors: ApiError[];
  result: unknown;
  paging: Paging;
}

/** What a response says about the pages of a list; null for what it does not say. */
export interface Paging {
  /** On all pages. */
  totalCount: number | null;
  totalPages: number | null;
  /** On this page. */
  count: number | null;
  perPage: number | null;
  /** Gets the next page; empty if Cloudflare says that this is the last. */
  cursor: string | null;
}

/** Reads the text of a response; null if it is not an envelope. */
export function readEnvelope(text: string): Envelope | null {
  const parsed = envelopeSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { success, result, result_info } = parsed.data;
  const errors = readErrors(parsed.data.errors);
  // Without `success`, it is a refusal if it has an error with a code.
  if (typeof success !== 'boolean' && !errors.some(({ code }) => code !== 0)) return null;
  return { success: success === true, errors, result, paging: readPaging(result_info) };
}

function readPaging(info: z.infer<typeof pagingSchema> | null | undefined): Paging {
  return {
    totalCount: info?.total_count ?? null,
    totalPages: info?.total_pages ?? null,
    count: info?.count ?? null,
    perPage: info?.per_page ?? null,
    cursor: cursorOf(info),
  };
}

function cursorOf(info: z.infer<typeof pagingSchema> | null | undefined): string | null {
  const cursors = [info?.cursor, info?.cursors && (info.cursors.after ?? '')];
  return cursors.find(Boolean) ?? (cursors.includes('') ? '' : null);
}

/** The deepest level of a chain that is read. */
const deepestChain = 4;

function readErrors(errors: unknown[] | null | undefined, depth = 0): ApiError[] {
  return (errors ?? []).flatMap((error) => {
    const parsed = errorSchema.safeParse(typeof error === 'string' ? { message: error } : error);
    if (!parsed.success) return [];
    const { code, message, documentation_url, error_chain } = parsed.data;
    const links = depth < deepestChain ? readErrors(error_chain, depth + 1) : [];
    return {
      code,
      message,
      documentationUrl: documentation_url ?? null,
      chain: links.flatMap((link) => [{ ...link, chain: [] }, ...link.chain]),
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
