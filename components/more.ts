import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { adoptStyles } from './adopt-styles';

type Parts = typeof import('./more-parts');

/** The parts of the popup that are loaded later; null until they are. */
export let more: Parts | null = null;

let loading: Promise<void> | undefined;

/** Loads them. At once when they are loaded already; to be awaited before anything that shows one of them. */
export function loadMore(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  more = await import('./more-parts');
  adoptStyles(more.styles);
}

/** What is to be there as soon as the parts are. Loads them after the first paint, and renders nothing else again. */
export function WithMore({ children }: { children: (parts: Parts) => ComponentChildren }) {
  const [parts, setParts] = useState(more);
  useEffect(() => {
    loadMore().then(() => setParts(more));
  }, []);
  return parts && children(parts);
}
