import { render } from 'preact';
import { preparePage } from '@/lib/pages/page';
import { readDraft, readSettings, readState, unreadableState } from '@/lib/storage/store';
import { Options } from './options';

const [state, settings, draft] = await Promise.all([
  readState().catch(unreadableState),
  readSettings(),
  readDraft(),
]);
preparePage(settings);
const app = document.getElementById('app');
if (app) render(<Options first={{ state, settings, draft }} />, app);
