import Cloudflare from 'cloudflare';
import { afterEach, beforeEach } from 'vitest';
import * as z from 'zod';
import { startSandbox } from '../sandbox/start';
import type { Sandbox, SandboxOptions } from '../sandbox/types';

export const startMs = Date.parse('2026-03-02T09:00:00Z');
/** A well-formed token that belongs to nobody. */
export const wellFormed = 'A'.repeat(40);
/** The sandbox's clock (epoch ms), which tests can move. */
export const clock = { ms: startMs };
/** A new sandbox for each test. */
export let sandbox: Sandbox;

beforeEach(() => {
  clock.ms = startMs;
  return start();
});
afterEach(() => sandbox.close());

/** Replaces the sandbox with one with other options. */
export async function restart(options: SandboxOptions = {}): Promise<void> {
  await sandbox.close();
  await start(options);
}

async function start(options: SandboxOptions = {}): Promise<void> {
  sandbox = await startSandbox({ now: () => clock.ms, ...options });
}

export type Login = { apiToken?: string; apiKey?: string; apiEmail?: string };

/** The official client, without retries, so that tests see every reply. */
export function officialClient(login: Login = { apiToken: sandbox.credentials.token }) {
  const none = { apiToken: null, apiKey: null, apiEmail: null, userServiceKey: null };
  return new Cloudflare({
    ...none,
    ...login,
    baseURL: `http://127.0.0.1:${sandbox.httpPort}/client/v4`,
    maxRetries: 0,
  });
}

/** The official client's invites. */
export const sdk = (login?: Login) => officialClient(login).user.invites;

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const pair = (email: string, key: string) => ({ 'x-auth-email': email, 'x-auth-key': key });
export const json = { 'content-type': 'application/json' };

export const envelopeSchema = z.strictObject({
  success: z.boolean(),
  errors: z.array(
    z.strictObject({
      code: z.int(),
      message: z.string().min(1),
      error_chain: z.optional(z.array(z.strictObject({ code: z.int(), message: z.string().min(1) }))),
    }),
  ),
  messages: z.tuple([]),
  result: z.unknown(),
  result_info: z.optional(z.unknown()),
});

/** Sends a request without a client library, and parses its envelope strictly. */
export async function call(path: string, init: RequestInit = {}, headers?: Record<string, string>) {
  const response = await fetch(`http://127.0.0.1:${sandbox.httpPort}${path}`, {
    ...init,
    headers: { ...(headers ?? bearer(sandbox.credentials.token)), ...json },
    redirect: 'manual',
  });
  const envelope = envelopeSchema.parse(await response.json());
  const codes = envelope.errors.map(({ code }) => code);
  const chain = envelope.errors.flatMap((error) => error.error_chain?.map(({ code }) => code) ?? []);
  return { response, status: response.status, envelope, codes, chain };
}

export const invites = '/client/v4/user/invites';
export const list = (headers?: Record<string, string>) => call(invites, {}, headers);
export const patch = (id: string, body: string, headers?: Record<string, string>) =>
  call(`${invites}/${id}`, { method: 'PATCH', body }, headers);
export const memberships = '/client/v4/memberships';
export const put = (id: string, body: string, headers?: Record<string, string>) =>
  call(`${memberships}/${id}`, { method: 'PUT', body }, headers);
export const accept = JSON.stringify({ status: 'accepted' });
