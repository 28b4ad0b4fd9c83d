import * as z from 'zod';

/** Which requests a fault is for, and how often. Without `method` and `path` it is for all of them. */
const matching = {
  method: z.exactOptional(z.string()),
  /** Part of the path or the query. With a `$` after it, the end of the path: `/user$` is that route alone. */
  path: z.exactOptional(z.string()),
  /** Default 1. In process `Infinity` does as well as `always`, which JSON can say. */
  times: z.exactOptional(z.union([z.int().min(1), z.literal('always')])),
};

const status = z.int().min(200).max(599);

/** Strict, for what arrives as JSON; in process the type `Fault` says the same. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** An error envelope under this HTTP status; nothing takes effect. */
  z.strictObject({
    kind: z.literal('status'),
    status,
    code: z.exactOptional(z.int()),
    message: z.exactOptional(z.string()),
    headers: z.exactOptional(z.record(z.string(), z.string())),
    ...matching,
  }),
  /** Waits before anything else happens. */
  z.strictObject({ kind: z.literal('latency'), ms: z.number().min(0), ...matching }),
  /** The connection ends before the answer; nothing takes effect. */
  z.strictObject({ kind: z.literal('drop'), ...matching }),
  /** The usual answer takes effect, but half of its JSON is missing. */
  z.strictObject({ kind: z.literal('cut-off'), ...matching }),
  /** What a proxy in between shows people, default HTTP 502; nothing takes effect. */
  z.strictObject({ kind: z.literal('html'), status: z.exactOptional(status), ...matching }),
  /** Cloudflare's throttling: `success: false` with code 971 under HTTP 200; nothing takes effect. */
  z.strictObject({ kind: z.literal('throttled'), ...matching }),
  /** Default HTTP 302; nothing takes effect. */
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string(),
    status: z.exactOptional(status),
    ...matching,
  }),
  /** The PATCH or PUT takes effect, then the connection ends before the answer. Other methods never match. */
  z.strictObject({ kind: z.literal('lost-answer'), path: matching.path, times: matching.times }),
  /**
   * This body as it stands: a string unchanged, anything else as JSON. Default HTTP 200, application/json; nothing takes
   * effect unless told.
   */
  z.strictObject({
    kind: z.literal('raw'),
    body: z.unknown(),
    status: z.exactOptional(status),
    contentType: z.exactOptional(z.string()),
    headers: z.exactOptional(z.record(z.string(), z.string())),
    takesEffect: z.exactOptional(z.boolean()),
    ...matching,
  }),
  /** An error envelope that repeats the credentials it was sent wherever a text can stand; nothing takes effect. */
  z.strictObject({ kind: z.literal('echo'), status, ...matching }),
  /** Never answers, until the sandbox is closed; nothing takes effect. */
  z.strictObject({ kind: z.literal('hang'), ...matching }),
]);

/** Something that goes wrong on demand; the schema above says what each kind does. */
export type Fault = z.infer<typeof faultSchema>;
