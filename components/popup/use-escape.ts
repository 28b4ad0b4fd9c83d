import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * What Escape steps back from, in reverse order: `question` before `search`. Of two of the same kind, the later one
 * comes first.
 */
const order = ['search', 'selection', 'details', 'question'] as const;
type Kind = (typeof order)[number];

interface Step {
  kind: Kind;
  back(): void;
}

const steps: Step[] = [];

/**
 * While `isOpen`, Escape calls `back` instead of closing the popup, unless there is something else to step back from
 * first.
 */
export function useEscape(kind: Kind, isOpen: boolean, back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  // Before the first paint, so that it works as soon as the user sees it.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const step = { kind, back: () => latest.current() };
    steps.push(step);
    document.addEventListener('keydown', stepBack);
    return () => {
      steps.splice(steps.indexOf(step), 1);
    };
  }, [isOpen]);
}

function stepBack(event: KeyboardEvent): void {
  // While an input method is composing, Escape belongs to it.
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  // While the user types in the search field, Escape is about the search.
  const isSearching = event.target instanceof Element && event.target.matches('[type=search]');
  const kinds = isSearching ? ['search', ...order.toReversed()] : order.toReversed();
  const step = kinds.map((kind) => steps.findLast((one) => one.kind === kind)).find((one) => one);
  if (!step) return;
  event.preventDefault();
  step.back();
}
