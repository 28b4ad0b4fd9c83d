import { useEffect, useState } from 'preact/hooks';
import type { InviteState } from '@/lib/invites/state';
import { onStateChanged, readState } from '@/lib/storage/page-state';

/** The invitation state as storage holds it, renewed whenever the worker writes. `first` was read before the paint. */
export function useInviteState(first: InviteState): InviteState {
  const [state, setState] = useState(first);
  useEffect(() => onStateChanged(() => readState().then(setState)), []);
  return state;
}
