import { useEffect, useState } from 'preact/hooks';
import type { Policy, Settings } from '@/lib/domain/settings';
import { applyTheme } from '@/lib/prepare-page';
import { settingsItem } from '@/lib/storage/items';
import { changeSettings, onPolicyChanged, onSettingsChanged, readPolicy } from '@/lib/storage/settings';

// What a hook starts with was read before the first paint.

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
