import * as z from 'zod';
import { changes, partialInvite } from './control-bodies';
import type { Answer } from './envelope';
import { type Fault, faultSchema } from './fault';
import { membershipSchema } from './membership';
import type { SandboxUser } from './types';

/** What the control endpoints change: one user, and the faults. */
export interface ControlTarget extends SandboxUser {
  fault(fault: Fault): void;
  clearFaults(): void;
}

type Endpoint = (target: ControlTarget, body: string) => Answer;

const endpoints: Readonly<Record<string, Endpoint>> = {
  'POST /_sandbox/faults': (target, body) =>
    withParsed(faultSchema, body, (fault) => {
      target.fault(fault);
      return { armed: fault };
    }),
  'DELETE /_sandbox/faults': (target) => {
    target.clearFaults();
    return reply(200, { cleared: true });
  },
  'POST /_sandbox/invites': (target, body) =>
    withParsed(partialInvite, body, (partial) => target.addInvite(partial)),
  'POST /_sandbox/memberships': (target, body) =>
    withParsed(membershipSchema, body, (partial) => target.addMembership(partial)),
  'POST /_sandbox/both': (target, body) =>
    withParsed(partialInvite, body, (partial) => target.addBoth(partial)),
  'POST /_sandbox/user': (target, body) =>
    withParsed(changes, body, (wanted) => {
      const { options, lag = {}, twoFactor } = wanted;
      if (options) target.configure(options);
      if (lag.invites !== undefined) target.lag('invites', lag.invites);
      if (lag.memberships !== undefined) target.lag('memberships', lag.memberships);
      if (twoFactor !== undefined) target.setTwoFactor(twoFactor);
      return { changed: wanted };
    }),
  'POST /_sandbox/catch-up': (target) => {
    target.catchUp();
    return reply(200, { caughtUp: true });
  },
};

/**
 * Endpoints to control the sandbox from outside. POST to `/_sandbox/faults` arms a fault, and DELETE clears all faults.
 * POST to `invites`, `memberships` or `both` adds an invitation to that list and returns it. POST to `user` changes the
 * first user's options, lag and two-factor; to `catch-up` ends all lag so far. Returns undefined for any other path,
 * and HTTP 400 with one sentence for a body that it cannot read.
 */
export function answerControl(
  target: ControlTarget,
  method: string,
  path: string,
  body: string,
): Answer | undefined {
  if (!path.startsWith('/_sandbox/')) return undefined;
  const name = `${method} ${path}`;
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  if (endpoint) return endpoint(target, body);
  return reply(404, { error: `There is no ${name}. Available: ${Object.keys(endpoints).join(', ')}.` });
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
