import { render } from 'preact';
import { preparePage } from '@/lib/pages/page';
import { readSettings, readState, unreadableState } from '@/lib/storage/store';
import { Popup } from './popup';

const [state, settings] = await Promise.all([readState().catch(unreadableState), readSettings()]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Popup first={state} />, app);
