import { useEffect, useState } from 'preact/hooks';
import {
  areNotificationsAllowed,
  hasHostPermission,
  onPermissionChanged,
  requestNotifications,
} from '@/lib/permissions';

// What a hook starts with was read before the first paint.

/** Whether the extension may call Cloudflare, also when that changes. */
export function useHostPermission(first: boolean): boolean {
  const [granted, setGranted] = useState(first);
  useEffect(() => onPermissionChanged(() => hasHostPermission().then(setGranted)), []);
  return granted;
}

/** Whether notifications are allowed, also when that is changed elsewhere, and what asks for it. */
export function useNotifications(first: boolean) {
  const [allowed, setAllowed] = useState(first);
  const [refused, setRefused] = useState(false);
  useEffect(() => onPermissionChanged(() => areNotificationsAllowed().then(setAllowed)), []);
  return {
    allowed,
    refused,
    /** Has the browser ask the person, and resolves to their answer. To be called within a click, before any await. */
    async ask(): Promise<boolean> {
      setRefused(false);
      const granted = await requestNotifications();
      setAllowed(granted);
      setRefused(!granted);
      return granted;
    },
  };
}
