/** One error of Cloudflare's envelope. */
interface ApiError {
  code: number;
  message: string;
  documentation_url?: string;
  error_chain?: { code: number; message: string }[];
}

/** A refusal: its HTTP status and the errors in its envelope. */
export interface ApiFailure {
  status: number;
  errors: ApiError[];
  headers?: Record<string, string>;
}

/** An HTTP response. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The paging of a list; `count` is for this page, `total_count` for all pages. */
export interface ResultInfo {
  count: number;
  page: number;
  per_page: number;
  total_count: number;
  total_pages?: number;
}

/** Any of the ways to describe the pages of a list. */
export interface ToldPages extends Partial<ResultInfo> {
  /** Only if there is another page after this one. */
  cursors?: { after?: string };
}

const json = { 'content-type': 'application/json' };

/** Cloudflare's envelope around a result. */
export function success(result: unknown, resultInfo?: ToldPages): Answer {
  const envelope = { success: true, errors: [], messages: [], result };
  return {
    status: 200,
    headers: json,
    body: JSON.stringify(resultInfo ? { ...envelope, result_info: resultInfo } : envelope),
  };
}

/** Cloudflare's envelope around errors, with a null result. */
export function failure({ status, errors, headers }: ApiFailure): Answer {
  return {
    status,
    headers: { ...json, ...headers },
    body: JSON.stringify({ success: false, errors, messages: [], result: null }),
  };
}
