import { failure, success } from './envelope';
import { notRouted } from './failures';
import { pageOf } from './paging';
import { type ApiRequest, idIn, type Route, withStatus } from './route';

const collection = '/client/v4/memberships';
const minPerPage = 5;

/**
 * The route under `/memberships` that this request is for, if any. There is no DELETE, which leaves an account for
 * good: no client of this sandbox may ever send it.
 */
export function membershipRoute(request: ApiRequest): Route | undefined {
  const { method, path } = request;
  if (path === collection) return method === 'GET' ? listMemberships(request) : undefined;
  const id = idIn(collection, path);
  if (id === undefined) return undefined;
  if (method === 'GET') return getMembership(id, path);
  return method === 'PUT' ? updateMembership(id, request) : undefined;
}

/** Uses the parameters `status`, `page` and `per_page`, and ignores those for sorting and for names. */
function listMemberships({ query }: ApiRequest): Route {
  return {
    needs: 'memberships:read',
    list: 'memberships',
    run(user) {
      const { statusFilter, totalCount, totalPages } = user.options();
      const all = user.memberships();
      const wanted = statusFilter === 'applied' ? query.get('status') : null;
      const filtered = wanted === null ? all : all.filter(({ status }) => status === wanted);
      const { items, info } = pageOf(filtered, query, minPerPage);
      if (totalCount === 'unfiltered') info.total_count = all.length;
      if (totalPages) info.total_pages = Math.ceil(info.total_count / info.per_page);
      return success(items, info);
    },
  };
}

function getMembership(id: string, path: string): Route {
  return {
    needs: 'memberships:read',
    list: 'memberships',
    run(user) {
      const membership = user.membership(id);
      return membership ? success(membership) : failure(notRouted(path));
    },
  };
}

function updateMembership(id: string, request: ApiRequest): Route {
  return {
    needs: 'memberships:write',
    list: 'memberships',
    run: (user) =>
      withStatus(request, (status) => {
        const outcome = user.updateMembership(id, status, request.path);
        return 'failure' in outcome ? failure(outcome.failure) : success(outcome.item);
      }),
  };
}
