import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import styles from './more.css?url';

type Parts = typeof import('./more-parts');

/** The parts of the popup that are loaded later; null until they are. */
export let more: Parts | null = null;

let loading: Promise<void> | undefined;

/** Loads them. At once when they are loaded already; to be awaited before anything that shows one of them. */
export function loadMore(): Promise<void> {
  loading ??= Promise.all([import('./more-parts'), addStyles()]).then(([parts]) => {
    more = parts;
  });
  return loading;
}

/** Resolves when the styles are there, so that nothing is seen without them. */
function addStyles(): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = styles;
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

/** What is to be there as soon as the parts are. Loads them after the first paint, and renders nothing else again. */
export function WithMore({ children }: { children: (parts: Parts) => ComponentChildren }) {
  const [parts, setParts] = useState(more);
  useEffect(() => {
    loadMore().then(() => setParts(more));
  }, []);
  return parts && children(parts);
}
