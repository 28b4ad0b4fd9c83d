import { render } from 'preact';
import { preparePage } from '@/lib/prepare-page';
import { firstRead } from './first-read';
import { Popup } from './popup';

const [state, { theme }, policy] = await firstRead;
preparePage(theme);
const root = document.getElementById('popup');
if (root) render(<Popup first={{ state, policy }} />, root);
