import { useEffect, useState } from 'preact/hooks';
import {
  areNotificationsAllowed,
  hasHostPermission,
  onPermissionChanged,
  requestNotifications,
} from '@/lib/permissions';

// The initial values of these hooks were read before the first paint.

/** Whether the extension may call Cloudflare; updated when that changes. */
export function useHostPermission(first: boolean): boolean {
  const [granted, setGranted] = useState(first);
  useEffect(() => onPermissionChanged(() => hasHostPermission().then(setGranted)), []);
  return granted;
}

/** Whether notifications are allowed, updated when that changes elsewhere, and a function to ask for them. */
export function useNotifications(first: boolean) {
  const [allowed, setAllowed] = useState(first);
  const [refused, setRefused] = useState(false);
  useEffect(() => onPermissionChanged(() => areNotificationsAllowed().then(setAllowed)), []);
  return {
    allowed,
    refused,
    /**
     * Makes the browser ask the user, and resolves to whether they allow it. Call it inside a click, before any await.
     */
    async ask(): Promise<boolean> {
      setRefused(false);
      const granted = await requestNotifications();
      setAllowed(granted);
      setRefused(!granted);
      return granted;
    },
  };
}
