import { readHideReject, readTheme } from '@/lib/storage/appearance';
import { followState } from '@/lib/storage/page-state';

/** Where the popup goes; null in the options page, which shares the popup's file. */
export const root = document.getElementById('popup');

/** What the popup shows first. Asked for before the rest of its script runs: the answer comes meanwhile. */
export const first = root && Promise.all([followState(), readTheme(), readHideReject()]);
