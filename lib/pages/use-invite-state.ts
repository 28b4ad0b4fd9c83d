import { useEffect, useState } from 'preact/hooks';
import type { InviteState } from '@/lib/invites/state';
import type { FollowedState } from '@/lib/storage/page-state';

/** The invitation state as storage holds it, renewed whenever the worker writes. It was first read before the paint. */
export function useInviteState({ first, follow }: FollowedState): InviteState {
  const [state, setState] = useState(first);
  useEffect(() => follow(setState), []);
  return state;
}
