import { useEffect, useState } from 'preact/hooks';
import type { Policy, Settings } from '@/lib/domain/settings';
import { applyTheme } from '@/lib/prepare-page';
import { settingsItem } from '@/lib/storage/items';
import { changeSettings, onPolicyChanged, onSettingsChanged, readPolicy } from '@/lib/storage/settings';

// The initial values of these hooks were read before the first paint.

/** The administrator's policy, updated when it changes: Chromium only provides it seconds after an installation. */
export function usePolicy(first: Policy): Policy {
  const [policy, setPolicy] = useState(first);
  useEffect(() => onPolicyChanged(() => readPolicy().then(setPolicy)), []);
  return policy;
}

/** The user's settings, updated when another page or device changes them, and a function to change them. */
export function useSettings(first: Settings) {
  const [settings, setSettings] = useState(first);
  const renew = () => settingsItem.get().then(setSettings);
  useEffect(() => onSettingsChanged(renew), []);
  useEffect(() => applyTheme(settings.theme), [settings.theme]);
  return {
    settings,
    /** Resolves to whether it was saved. The change is shown at once, and undone if it was not saved. */
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
