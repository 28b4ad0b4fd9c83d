import { useEffect, useState } from 'preact/hooks';
import { hasHostPermission, onPermissionChanged } from '@/lib/host-permission';

/** Whether the extension may call Cloudflare, also when that changes. `first` was read before the paint. */
export function useHostPermission(first: boolean): boolean {
  const [granted, setGranted] = useState(first);
  useEffect(() => onPermissionChanged(() => hasHostPermission().then(setGranted)), []);
  return granted;
}
