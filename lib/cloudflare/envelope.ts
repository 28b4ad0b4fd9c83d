import * as z from '@/lib/zod';

/** An optional field whose odd value means 'not told', so that it never spoils the rest. */
export const optionalText = z.catch(z.nullish(z.string()), null);
export const optionalList = z.catch(z.nullish(z.array(z.unknown())), null);
const optionalNumber = z.catch(z.nullish(z.number()), null);

const errorSchema = z.object({
  code: z.catch(z.number(), 0),
  message: z.catch(z.string(), ''),
  documentation_url: optionalText,
  error_chain: optionalList,
});

const envelopeSchema = z.object({
  success: z.boolean(),
  errors: optionalList,
  result: z.optional(z.unknown()),
  result_info: z.catch(z.nullish(z.object({ total_count: optionalNumber })), null),
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
  /** How many there are of what is listed; 0 where that is not told. */
  total: number;
}

/** Reads the text of an answer; null when it is no envelope. */
export function readEnvelope(text: string): Envelope | null {
  const parsed = envelopeSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { success, errors, result, result_info } = parsed.data;
  return { success, errors: readErrors(errors), result, total: result_info?.total_count ?? 0 };
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
