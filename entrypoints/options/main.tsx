import { render } from 'preact';
import { hasHostPermission } from '@/lib/host-permission';
import { preparePage } from '@/lib/pages/page';
import { readDraft, readSettings, readState } from '@/lib/storage/store';
import { Options } from './options';

const [state, settings, draft, granted] = await Promise.all([
  readState(),
  readSettings(),
  readDraft(),
  hasHostPermission(),
]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Options first={{ state, settings, draft, granted }} />, app);
