import { render } from 'preact';
import { preparePage } from '@/lib/prepare-page';
import { followState } from '@/lib/storage/follow-state';
import { Popup } from './popup';

const followed = await followState();
preparePage(followed.first.appearance.theme);
const root = document.getElementById('popup');
if (root) render(<Popup followed={followed} />, root);
