import { first, root } from './first';

// Below that line, so that storage is asked before all this is evaluated.

import { options, render } from 'preact';
import { adoptStyles } from '@/components/adopt-styles';
import { loadMore } from '@/components/more';
import { painted } from '@/components/painted';
import { isPlain } from '@/components/popup-view';
import { preparePage } from '@/lib/pages/page';
import { Popup } from './popup';
import styles from './style.css?inline';

// No effect runs before the first paint is on the screen: what effects begin would take the processor from it.
options.requestAnimationFrame = (flush) => painted.then(() => setTimeout(flush));

if (root && first) {
  adoptStyles(styles);
  show(root, first);
}

/** Not awaited: what is loaded later imports from this file, and would wait for it to end. */
async function show(root: HTMLElement, read: NonNullable<typeof first>): Promise<void> {
  const [state, theme, hideReject] = await read;
  preparePage(theme);
  if (!isPlain(state.first, Date.now())) await loadMore();
  render(<Popup first={{ state, hideReject }} />, root);
}
