import { render } from 'preact';
import { hasHostPermission } from '@/lib/host-permission';
import { i18n } from '@/lib/i18n';

import { preparePage } from '@/lib/pages/page';
import { areNotificationsAllowed } from '@/lib/pages/use-notifications';
import { readDraft } from '@/lib/storage/draft';
import { followState } from '@/lib/storage/page-state';
import { readPolicy } from '@/lib/storage/policy';
import { readChosenSettings } from '@/lib/storage/settings';
import { Options } from './options';

const [state, settings, policy, draft, granted, notificationsAllowed] = await Promise.all([
  followState(),
  readChosenSettings(),
  readPolicy(),
  readDraft(),
  hasHostPermission(),
  areNotificationsAllowed(),
]);
preparePage(settings.theme);
document.title = `${i18n.t('options.title')} · ${i18n.t('extension.name')}`;
const app = document.getElementById('app');
if (app) render(<Options first={{ state, settings, policy, draft, granted, notificationsAllowed }} />, app);
