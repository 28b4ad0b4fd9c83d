import * as z from '@/lib/zod';

/** An optional field whose odd value means 'not told', so that it never spoils the rest. */
export const optionalText = z.catch(z.nullish(z.string()), null);
export const optionalList = z.catch(z.nullish(z.array(z.unknown())), null);
const numeral = z.pipe(z.string().check(z.regex(/^\s*\d{1,15}\s*$/)), z.transform(Number));
/** A whole number from 0 on, as a number or as text; what is neither is not told. */
const optionalCount = z.catch(z.nullish(z.union([z.int().check(z.nonnegative()), numeral])), null);

const errorSchema = z.object({
  code: z.catch(z.number(), 0),
  message: z.catch(z.string(), ''),
  documentation_url: optionalText,
  error_chain: optionalList,
});

const pagingSchema = z.object({
  total_count: optionalCount,
  total_pages: optionalCount,
  count: optionalCount,
  per_page: optionalCount,
  cursor: optionalText,
  cursors: z.catch(z.nullish(z.object({ after: optionalText })), null),
});

const envelopeSchema = z.object({
  success: z.boolean(),
  errors: optionalList,
  result: z.optional(z.unknown()),
  result_info: z.catch(z.nullish(pagingSchema), null),
});

/** One error in an answer; code 0 and an empty message where it does not say. */
export interface ApiError {
  code: number;
  message: string;
  documentationUrl: string | null;
  /** What led to it, each without a chain of its own. */
  chain: ApiError[];
}

/** What is common to every answer of the API. `result` is read by the call that knows what it asked for. */
export interface Envelope {
  success: boolean;
  errors: ApiError[];
  result: unknown;
  paging: Paging;
}

/** What an answer tells about the pages of a list; null for each thing that it does not tell. */
export interface Paging {
  /** On all pages. */
  totalCount: number | null;
  totalPages: number | null;
  /** On this page. */
  count: number | null;
  perPage: number | null;
  /** Asks for the page after this one; empty where that is told to be the last. */
  cursor: string | null;
}

/** Reads the text of an answer; null when it is no envelope. */
export function readEnvelope(text: string): Envelope | null {
  const parsed = envelopeSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { success, errors, result, result_info } = parsed.data;
  return { success, errors: readErrors(errors), result, paging: readPaging(result_info) };
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
  const told = [info?.cursor, info?.cursors && (info.cursors.after ?? '')];
  return told.find(Boolean) ?? (told.includes('') ? '' : null);
}

function readErrors(errors: unknown[] | null | undefined, isChain = false): ApiError[] {
  return (errors ?? []).flatMap((error) => {
    const parsed = errorSchema.safeParse(error);
    if (!parsed.success) return [];
    const { code, message, documentation_url, error_chain } = parsed.data;
    return {
      code,
      message,
      documentationUrl: documentation_url ?? null,
      chain: isChain ? [] : readErrors(error_chain, true),
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
