import { useEffect, useState } from 'preact/hooks';
import type { Policy } from '@/lib/policy';
import { onPolicyChanged, readPolicy } from '@/lib/storage/policy';

/** What the administrator has set, also when that changes: Chromium hands it over seconds after an installation. */
export function usePolicy(first: Policy): Policy {
  const [policy, setPolicy] = useState(first);
  useEffect(() => onPolicyChanged(() => readPolicy().then(setPolicy)), []);
  return policy;
}
