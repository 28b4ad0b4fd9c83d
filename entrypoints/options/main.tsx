import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '@/lib/i18n';
import { areNotificationsAllowed, hasHostPermission } from '@/lib/permissions';
import { preparePage } from '@/lib/prepare-page';
import { followState } from '@/lib/storage/follow-state';
import { draftItem, settingsItem } from '@/lib/storage/items';
import { readPolicy } from '@/lib/storage/settings';
import { Options } from './options';
import { readShortcut } from './use-shortcut';

const [state, settings, policy, draft, granted, notificationsAllowed, shortcut] = await Promise.all([
  followState(),
  settingsItem.get(),
  readPolicy(),
  draftItem.get(),
  hasHostPermission(),
  areNotificationsAllowed(),
  readShortcut(),
]);
preparePage(settings.theme);
document.title = `${i18n.t('options.title')} · ${i18n.t('extension.name')}`;
const { version } = browser.runtime.getManifest();
const versions = [`${i18n.t('extension.name')} ${version}`, navigator.userAgent];
const app = document.getElementById('app');
if (app)
  render(
    <Options first={{ state, settings, policy, draft, granted, notificationsAllowed, shortcut, versions }} />,
    app,
  );
