import { render } from 'preact';
import { preparePage } from '@/lib/prepare-page';
import { followState } from '@/lib/storage/follow-state';
import { settingsItem } from '@/lib/storage/items';
import { readPolicy } from '@/lib/storage/settings';
import { Popup } from './popup';

const [state, { theme }, policy] = await Promise.all([followState(), settingsItem.get(), readPolicy()]);
preparePage(theme);
const root = document.getElementById('popup');
if (root) render(<Popup first={{ state, policy }} />, root);
