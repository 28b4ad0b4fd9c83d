import * as z from 'zod';
import type { Answer } from './envelope';
import { type Fault, faultSchema } from './fault';
import type { SandboxInvite } from './types';

/** What the control endpoints may do. */
export interface ControlTarget {
  fault(fault: Fault): void;
  clearFaults(): void;
  addInvite(partial: Partial<SandboxInvite>): SandboxInvite;
}

const text = z.exactOptional(z.string());
const partialInvite = z.strictObject({
  id: text,
  organization_id: text,
  organization_name: text,
  invited_by: text,
  invited_member_email: text,
  invited_member_id: z.exactOptional(z.nullable(z.string())),
  invited_on: text,
  expires_on: text,
  organization_is_enforcing_twofactor: z.exactOptional(z.boolean()),
  roles: z.exactOptional(z.array(z.string())),
  status: text,
}) satisfies z.ZodType<Partial<SandboxInvite>>;

/**
 * Endpoints that steer the sandbox from outside: `POST /_sandbox/faults` arms a fault, `DELETE` clears all;
 * `POST /_sandbox/invites` adds an invitation and answers it. Returns undefined for any other path, and HTTP 400
 * with one sentence for what it cannot read.
 */
export function answerControl(
  target: ControlTarget,
  method: string,
  path: string,
  body: string,
): Answer | undefined {
  if (!path.startsWith('/_sandbox/')) return undefined;
  switch (`${method} ${path}`) {
    case 'POST /_sandbox/faults':
      return withParsed(faultSchema, body, (fault) => {
        target.fault(fault);
        return { armed: fault };
      });
    case 'DELETE /_sandbox/faults':
      target.clearFaults();
      return reply(200, { cleared: true });
    case 'POST /_sandbox/invites':
      return withParsed(partialInvite, body, (partial) => target.addInvite(partial));
    default:
      return reply(404, {
        error: `There is no ${method} ${path}: only POST and DELETE /_sandbox/faults, POST /_sandbox/invites.`,
      });
  }
}

function withParsed<T>(schema: z.ZodType<T>, body: string, run: (value: T) => unknown): Answer {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return reply(400, { error: 'The body is not JSON.' });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return reply(400, { error: z.prettifyError(parsed.error) });
  return reply(200, run(parsed.data));
}

function reply(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}
