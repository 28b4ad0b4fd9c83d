import { type AuthState, authenticate, type Permission } from './authenticate';
import { type Answer, type ApiFailure, failure } from './envelope';
import { assumedFailures, failures, notRouted, throttling } from './failures';
import { inviteRoute } from './invite-routes';
import { membershipRoute } from './membership-routes';
import type { RateLimiter } from './rate-limit';
import type { ApiRequest } from './route';
import { userRoute } from './user-route';

/** Everything that a reply depends on besides the request. */
export interface ApiState extends AuthState {
  rateLimiter: RateLimiter;
}

/**
 * Replies as Cloudflare's API does: throttling comes before routing, routing before authentication, and the permission
 * is checked before the invitation is looked up. That the plan is checked last is an assumption of this sandbox.
 */
export function answerApi(request: ApiRequest, state: ApiState): Answer {
  const login = authenticate(request.headers, state);
  const quota = state.rateLimiter.spend('user' in login ? login.user.credentials.email : 'anonymous');
  const withQuota = (answer: Answer) => ({ ...answer, headers: { ...answer.headers, ...quota.headers } });
  const refuse = (reason: ApiFailure) => withQuota(failure(reason));

  if (!quota.allowed) return refuse({ status: 429, errors: [throttling] });
  const route = inviteRoute(request) ?? membershipRoute(request) ?? userRoute(request);
  if (!route) return refuse(notRouted(request.path));
  if ('failure' in login) return refuse(login.failure);
  const { user, permissions } = login;
  const service = route.list ? user.options()[route.list] : 'served';
  if (service === 'unknown') return refuse(notRouted(request.path));
  if (!permissions.includes(route.needs)) return refuse(permissionMissing(route.needs));
  if (service === 'refused') return refuse(assumedFailures.notEntitled);
  return withQuota(route.run(user));
}

function permissionMissing(needed: Permission): ApiFailure {
  return needed === 'user:read' ? failures.userDetailsRefused : failures.permissionMissing;
}
