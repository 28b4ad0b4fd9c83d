import { first, root } from './first';

// Below that line, so that storage is asked before all this is evaluated.

import { render } from 'preact';
import { loadMore } from '@/components/more';
import { isPlain } from '@/components/popup-view';
import { preparePage } from '@/lib/pages/page';
import { Popup } from './popup';

if (root && first) show(root, first);

/** Not awaited: what is loaded later imports from this file, and would wait for it to end. */
async function show(root: HTMLElement, read: NonNullable<typeof first>): Promise<void> {
  const [state, theme, hideReject] = await read;
  preparePage(theme);
  if (!isPlain(state, Date.now())) await loadMore();
  render(<Popup first={{ state, hideReject }} />, root);
}
