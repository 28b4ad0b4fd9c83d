import { success } from './envelope';
import type { ApiRequest, Route } from './route';

/** `GET /user`, if this request is for it. */
export function userRoute({ method, path }: ApiRequest): Route | undefined {
  if (method !== 'GET' || path !== '/client/v4/user') return undefined;
  return { needs: 'user:read', run: (user) => success(user.details()) };
}
