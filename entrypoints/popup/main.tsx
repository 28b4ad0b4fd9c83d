import { render } from 'preact';
import { loadMore } from '@/components/more';
import { isPlain } from '@/components/popup-view';
import { preparePage } from '@/lib/pages/page';
import { readHideReject, readTheme } from '@/lib/storage/appearance';
import { readState, unreadableState } from '@/lib/storage/page-state';
import { Popup } from './popup';

const [state, theme, hideReject] = await Promise.all([
  readState().catch(unreadableState),
  readTheme(),
  readHideReject(),
]);
preparePage(theme);
if (!isPlain(state, Date.now())) await loadMore();
const app = document.getElementById('app');
if (app) render(<Popup first={{ state, hideReject }} />, app);
