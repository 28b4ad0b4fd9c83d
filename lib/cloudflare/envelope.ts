import { parse, readEach } from '../parse';
import { wireEnvelopeSchema, wireErrorSchema } from './schemas';

/** One error that an answer tells of; code 0 and an empty message where it does not say. */
export interface ToldError {
  code: number;
  message: string;
  documentationUrl: string | null;
  /** What led to it, each without a chain of its own. */
  chain: ToldError[];
}

/** What is common to every answer of the API. `result` is read by the call that knows what it asked for. */
export interface Envelope {
  success: boolean;
  errors: ToldError[];
  result: unknown;
  /** The result where it is a list, else null. */
  items: unknown[] | null;
  /** How many there are of what is listed; 0 where that is not told. */
  total: number;
}

/** Reads the text of an answer; null when it is no envelope. */
export function readEnvelope(text: string): Envelope | null {
  const parsed = parse(wireEnvelopeSchema, parseJson(text));
  if (!parsed) return null;
  const { success, errors, result, result_info } = parsed.value;
  const items = Array.isArray(result) ? result : null;
  return { success, errors: readErrors(errors), result, items, total: result_info?.total_count ?? 0 };
}

function readErrors(errors: unknown[] | null | undefined, isChain = false): ToldError[] {
  return readEach(errors ?? [], (error) => {
    const parsed = parse(wireErrorSchema, error);
    if (!parsed) return null;
    const { code, message, documentation_url, error_chain } = parsed.value;
    return {
      code,
      message,
      documentationUrl: documentation_url ?? null,
      chain: isChain ? [] : readErrors(error_chain, true),
    };
  }).items;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
