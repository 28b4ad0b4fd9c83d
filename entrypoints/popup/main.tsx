import { render } from 'preact';
import { loadMore } from '@/components/more';
import { isPlain } from '@/components/popup-view';
import { hasHostPermission } from '@/lib/host-permission';
import { preparePage } from '@/lib/pages/page';
import { readHideReject, readTheme } from '@/lib/storage/appearance';
import { readState, unreadableState } from '@/lib/storage/page-state';
import { Popup } from './popup';

const [state, theme, hideReject, granted] = await Promise.all([
  readState().catch(unreadableState),
  readTheme(),
  readHideReject(),
  hasHostPermission(),
]);
preparePage(theme);
if (!isPlain(state, granted, Date.now())) await loadMore();
const app = document.getElementById('app');
if (app) render(<Popup first={{ state, hideReject, granted }} />, app);
