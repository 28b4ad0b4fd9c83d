import { render } from 'preact';
import { preparePage } from '@/lib/pages/page';
import { areNotificationsAllowed } from '@/lib/pages/use-notifications';
import { readDraft, readSettings, readState, unreadableState } from '@/lib/storage/store';
import { Options } from './options';

const [state, settings, draft, notificationsAllowed] = await Promise.all([
  readState().catch(unreadableState),
  readSettings(),
  readDraft(),
  areNotificationsAllowed(),
]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Options first={{ state, settings, draft, notificationsAllowed }} />, app);
