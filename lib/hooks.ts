import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { Policy, Settings } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import {
  areNotificationsAllowed,
  hasHostPermission,
  onPermissionChanged,
  requestNotifications,
} from '@/lib/permissions';
import { applyTheme } from '@/lib/prepare-page';
import type { FollowedState } from '@/lib/storage/follow-state';
import { settingsItem } from '@/lib/storage/items';
import { changeSettings, onPolicyChanged, onSettingsChanged, readPolicy } from '@/lib/storage/settings';

// What both pages follow while they are open. What a hook starts with was read before the first paint.

/** The state as storage holds it, renewed whenever the worker writes. */
export function useStoredState({ first, follow }: FollowedState): State {
  const [state, setState] = useState(first);
  useEffect(() => follow(setState), []);
  return state;
}

const tickMs = 15_000;

/**
 * The time (epoch ms), renewed with the state, which it is never behind, and often enough for words such as '2 minutes
 * ago' to stay true; the same until then, so that what follows from both need not be made anew.
 */
export function useNow(state: State): number {
  const [tick, next] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(next, tickMs);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => Date.now(), [state, tick]);
}

/** What the administrator has set, also when that changes: Chromium hands it over seconds after an installation. */
export function usePolicy(first: Policy): Policy {
  const [policy, setPolicy] = useState(first);
  useEffect(() => onPolicyChanged(() => readPolicy().then(setPolicy)), []);
  return policy;
}

/** What the person chose, also when another page or device changes it, and what changes it. */
export function useSettings(first: Settings) {
  const [settings, setSettings] = useState(first);
  const renew = () => settingsItem.get().then(setSettings);
  useEffect(() => onSettingsChanged(renew), []);
  useEffect(() => applyTheme(settings.theme), [settings.theme]);
  return {
    settings,
    /** Resolves to whether it was saved; shown at once, and taken back when it was not. */
    async change(change: Partial<Settings>): Promise<boolean> {
      setSettings({ ...settings, ...change });
      const saved = await changeSettings(change).then(
        () => true,
        () => false,
      );
      await renew();
      return saved;
    },
  };
}

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
