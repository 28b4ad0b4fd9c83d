import * as z from 'zod';

/** Which requests a fault applies to, and how often. Without `method` and `path` it applies to all of them. */
const matching = {
  method: z.exactOptional(z.string()),
  /** Part of the path or the query. With a final `$`, the end of the path: `/user$` is only that route. */
  path: z.exactOptional(z.string()),
  /** Default 1. `always` means the same as `Infinity`, which JSON cannot express. */
  times: z.exactOptional(z.union([z.int().min(1), z.literal('always')])),
};

const status = z.int().min(200).max(599);

/** Strict, for faults that arrive as JSON. Code in the same process uses the type `Fault`. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** An error envelope with this HTTP status; nothing takes effect. */
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
  /** The connection ends before the reply; nothing takes effect. */
  z.strictObject({ kind: z.literal('drop'), ...matching }),
  /** The request takes effect, but half of the reply's JSON is missing. */
  z.strictObject({ kind: z.literal('cut-off'), ...matching }),
  /** An HTML error page from a proxy in between, default HTTP 502; nothing takes effect. */
  z.strictObject({ kind: z.literal('html'), status: z.exactOptional(status), ...matching }),
  /** Cloudflare's throttling: `success: false` with code 971 and HTTP 200; nothing takes effect. */
  z.strictObject({ kind: z.literal('throttled'), ...matching }),
  /** Default HTTP 302; nothing takes effect. */
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string(),
    status: z.exactOptional(status),
    ...matching,
  }),
  /** The PATCH or PUT takes effect, but the connection ends before the reply. Other methods never match. */
  z.strictObject({ kind: z.literal('lost-answer'), path: matching.path, times: matching.times }),
  /**
   * Exactly this body: a string unchanged, anything else as JSON. Default HTTP 200, application/json. By default
   * nothing takes effect.
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
  /** An error envelope that echoes the credentials of the request in every text; nothing takes effect. */
  z.strictObject({ kind: z.literal('echo'), status, ...matching }),
  /** No reply until the sandbox is closed; nothing takes effect. */
  z.strictObject({ kind: z.literal('hang'), ...matching }),
]);

/** Something to go wrong on demand; the schema above says what each kind does. */
export type Fault = z.infer<typeof faultSchema>;
