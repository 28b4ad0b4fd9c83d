import { useLayoutEffect, useRef } from 'preact/hooks';

/** What Escape steps back from, the first last; of two of a kind from the later one. */
const order = ['search', 'selection', 'details', 'question'] as const;
type Kind = (typeof order)[number];

interface Step {
  kind: Kind;
  back(): void;
}

const steps: Step[] = [];

/** While `isOpen`, Escape is a step back from it and does not close the popup, unless it steps back from something else first. */
export function useEscape(kind: Kind, isOpen: boolean, back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  // Before the first paint: who sees it can step back from it.
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
  // While an input method composes, Escape is its own.
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  // Where a person types, Escape is about that.
  const isSearching = event.target instanceof Element && event.target.matches('[type=search]');
  const kinds = isSearching ? ['search', ...order.toReversed()] : order.toReversed();
  const step = kinds.map((kind) => steps.findLast((one) => one.kind === kind)).find((one) => one);
  if (!step) return;
  event.preventDefault();
  step.back();
}
