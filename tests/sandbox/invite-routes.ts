import { failure, success } from './envelope';
import { notRouted } from './failures';
import { pageOf, toldPages } from './paging';
import { type ApiRequest, idIn, type Route, withStatus } from './route';

const collection = '/client/v4/user/invites';

/** The route under `/user/invites` that this request is for, if any. */
export function inviteRoute(request: ApiRequest): Route | undefined {
  const { method, path } = request;
  if (path === collection) return method === 'GET' ? listInvites(request) : undefined;
  const id = idIn(collection, path);
  if (id === undefined) return undefined;
  if (method === 'GET') return getInvite(id, path);
  return method === 'PATCH' ? respond(id, request) : undefined;
}

function listInvites({ query }: ApiRequest): Route {
  return {
    needs: 'memberships:read',
    list: 'invites',
    run(user) {
      const { items, info } = pageOf(user.invites(), query);
      return success(items, toldPages(info, user.options().invitePages));
    },
  };
}

function getInvite(id: string, path: string): Route {
  return {
    needs: 'memberships:read',
    list: 'invites',
    run(user) {
      const invite = user.invite(id);
      return invite ? success(invite) : failure(notRouted(path));
    },
  };
}

function respond(id: string, request: ApiRequest): Route {
  return {
    needs: 'memberships:write',
    list: 'invites',
    run: (user) =>
      withStatus(request, (status) => {
        const outcome = user.respond(id, status, request.path);
        return 'failure' in outcome ? failure(outcome.failure) : success(outcome.item);
      }),
  };
}
