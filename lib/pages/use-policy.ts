import { useEffect, useState } from 'preact/hooks';
import { onPolicyChanged } from '@/lib/storage/managed';

/**
 * What the administrator has set, as `read` reads it, also when that changes: Chromium hands it over seconds after an
 * installation. `first` was read before the paint.
 */
export function usePolicy<T>(first: T, read: () => Promise<T>): T {
  const [policy, setPolicy] = useState(first);
  useEffect(() => onPolicyChanged(() => read().then((now) => setPolicy(() => now))), []);
  return policy;
}
