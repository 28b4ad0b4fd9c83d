import { render } from 'preact';
import { hasHostPermission } from '@/lib/host-permission';
import { preparePage } from '@/lib/pages/page';
import { readPolicy } from '@/lib/storage/policy';
import { readSettings, readState, unreadableState } from '@/lib/storage/store';
import { Popup } from './popup';

const [state, settings, policy, granted] = await Promise.all([
  readState().catch(unreadableState),
  readSettings(),
  readPolicy(),
  hasHostPermission(),
]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Popup first={{ state, policy, granted }} />, app);
