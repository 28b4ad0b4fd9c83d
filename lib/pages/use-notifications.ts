import { browser } from '@wxt-dev/webextension-polyfill/browser';
import { useEffect, useState } from 'preact/hooks';

const permissions = ['notifications'] as const;

/** Whether this browser allows notifications. It is asked of each device, so it is no setting. */
export function areNotificationsAllowed(): Promise<boolean> {
  return browser.permissions.contains({ permissions: [...permissions] });
}

/** The permission for notifications as it is now, also when it is changed elsewhere, and what asks for it. */
export function useNotifications(first: boolean) {
  const [allowed, setAllowed] = useState(first);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    const changed = () => areNotificationsAllowed().then(setAllowed);
    browser.permissions.onAdded.addListener(changed);
    browser.permissions.onRemoved.addListener(changed);
    return () => {
      browser.permissions.onAdded.removeListener(changed);
      browser.permissions.onRemoved.removeListener(changed);
    };
  }, []);

  return {
    allowed,
    refused,
    /** Has the browser ask the person, and resolves to their answer. To be called within a click, before any await. */
    async ask(): Promise<boolean> {
      setRefused(false);
      const granted = await browser.permissions.request({ permissions: [...permissions] }).catch(() => false);
      setAllowed(granted);
      setRefused(!granted);
      return granted;
    },
  };
}
