/** How long a button has to stay in place before it accepts a press (ms). */
export const steadyMs = 500;

/** A button that moves by less than this (px) is still under a pointer that was aimed at it. */
const samePlacePx = 4;

/** Where a button is on the screen, and what it says. */
export interface Sight {
  left: number;
  top: number;
  label: string;
}

/** A button at its current place, and since when it has been there. */
export interface Standing extends Sight {
  /** On the clock of events (ms). */
  sinceMs: number;
}

/**
 * Compares a button with its last known place. Its time starts again if it is new, has moved or says something else.
 */
export function afterLook(before: Standing | undefined, seen: Sight, nowMs: number): Standing {
  const isSteady =
    before?.label === seen.label &&
    Math.abs(before.left - seen.left) < samePlacePx &&
    Math.abs(before.top - seen.top) < samePlacePx;
  return isSteady ? before : { ...seen, sinceMs: nowMs };
}

/** The same after the user scrolled. They see the button move, so its time goes on. */
export function afterScroll(before: Standing | undefined, seen: Sight, nowMs: number): Standing {
  const sinceMs = before?.label === seen.label ? before.sinceMs : nowMs;
  return { ...seen, sinceMs };
}

/** A press of a button. */
export interface Press {
  /** When the key or pointer was pressed down, on the clock of events (ms). */
  atMs: number;
  /** The number of this click in a series at the same place (`MouseEvent.detail`); 0 for a key. */
  clicks: number;
  /** Whether it undoes something, which loses nothing. */
  isUndo: boolean;
  standing: Standing;
  /** When a press was last ignored (ms). Presses that follow right after it are not deliberate either. */
  refusedAtMs: number;
}

/**
 * Whether the user means the press: they had half a second to see what they press. Undo may be pressed at once, because
 * it is safe.
 */
export function isDeliberate({ atMs, clicks, isUndo, standing, refusedAtMs }: Press): boolean {
  if (clicks > 1) return false;
  return isUndo || (atMs - standing.sinceMs >= steadyMs && atMs - refusedAtMs >= steadyMs);
}
