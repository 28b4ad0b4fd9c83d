import { render } from 'preact';
import { i18n } from '#i18n';
import { preparePage } from '@/lib/pages/page';
import { readDraft, readSettings, readState, unreadableState } from '@/lib/storage/store';
import { Options } from './options';

const [state, settings, draft] = await Promise.all([
  readState().catch(unreadableState),
  readSettings(),
  readDraft(),
]);
preparePage(settings);
document.title = `${i18n.t('options.title')} · ${i18n.t('extension.name')}`;
const app = document.getElementById('app');
if (app) render(<Options first={{ state, settings, draft }} />, app);
