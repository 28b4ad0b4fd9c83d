import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AuthFailures } from './auth-failures';
import { createCertificate } from './certificate';
import { answerControl } from './control';
import { firstCredentials, firstMemberId, secondCredentials, secondMemberId } from './credentials';
import { FaultQueue } from './fault-queue';
import { type HandlerState, handle } from './handler';
import { listen, stop } from './listen';
import { RateLimiter } from './rate-limit';
import type { Sandbox, SandboxOptions } from './types';
import { createUser } from './user';

/**
 * Starts Cloudflare's invitations API on 127.0.0.1, over HTTP and TLS with one shared state. Rejects with the socket's
 * error (`EADDRINUSE`, …) if a port is not available; then nothing is left listening.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const first = createUser(firstCredentials, firstMemberId, now);
  const second = createUser(secondCredentials, secondMemberId, now);
  first.setInvites(options.invites ?? []);
  first.setMemberships(options.memberships ?? []);

  const { requests = 1200, windowSeconds = 300 } = options.rateLimit ?? {};
  const rateLimiter = new RateLimiter(requests, windowSeconds, now);
  const authFailures = new AuthFailures(options.maxAuthFailures ?? 20, now);
  const faults = new FaultQueue();
  const revoked = new Set<string>();
  const closing = new AbortController();
  const users = [first, second] as const;

  const fault: Sandbox['fault'] = (wanted) => faults.add(wanted);
  const clearFaults = () => faults.clear();
  const control = options.controlEndpoints
    ? (method: string, path: string, body: string) =>
        answerControl({ ...first, fault, clearFaults }, method, path, body)
    : undefined;

  const state: HandlerState = {
    users,
    revoked,
    authFailures,
    rateLimiter,
    faults,
    requests: [],
    now,
    closing: closing.signal,
    control,
  };
  const listener: RequestListener = (request, response) => {
    handle(request, response, state).catch((error: unknown) => {
      // Not an error if the client disconnected or the sandbox is closing.
      if (request.complete && !closing.signal.aborted) console.error(error);
      response.destroy();
    });
  };

  const { certificatePem, keyPem, spkiHash } = await createCertificate();
  const http = createHttpServer(listener);
  const https = createHttpsServer({ cert: certificatePem, key: keyPem }, listener);
  const close = async () => {
    closing.abort();
    await Promise.all([stop(http), stop(https)]);
  };

  try {
    const httpPort = await listen(http, options.httpPort ?? 0);
    const httpsPort = await listen(https, options.httpsPort ?? 0);
    return {
      ...first,
      httpPort,
      httpsPort,
      spkiHash,
      certificatePem,
      users,
      fault,
      clearFaults,
      requests: state.requests,
      clearRequests: () => void state.requests.splice(0),
      resetRateLimit: () => rateLimiter.reset(),
      resetAuthFailures: () => authFailures.reset(),
      revoke: (secret) => void revoked.add(secret),
      restore: (secret) => void revoked.delete(secret),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
