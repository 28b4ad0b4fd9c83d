import { render } from 'preact';
import { hasHostPermission } from '@/lib/host-permission';
import { preparePage } from '@/lib/pages/page';
import { readSettings, readState } from '@/lib/storage/store';
import { Popup } from './popup';

const [state, settings, granted] = await Promise.all([readState(), readSettings(), hasHostPermission()]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Popup first={{ state, granted }} />, app);
