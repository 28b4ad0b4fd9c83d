/** How long a button has to stand still before it takes a press (ms). */
export const steadyMs = 500;

/** A shift by less than this (px) leaves the button under a pointer that was aimed at it. */
const samePlacePx = 4;

/** A button as it is seen: where it is on the screen, and what it says. */
export interface Sight {
  left: number;
  top: number;
  label: string;
}

/** A button as it was first seen where it is now. */
export interface Standing extends Sight {
  /** By the clock of events (ms). */
  sinceMs: number;
}

/** How long a button has stood, after another look at it: anew when it is new, has moved or says something else. */
export function afterLook(before: Standing | undefined, seen: Sight, nowMs: number): Standing {
  const stands =
    before?.label === seen.label &&
    Math.abs(before.left - seen.left) < samePlacePx &&
    Math.abs(before.top - seen.top) < samePlacePx;
  return stands ? before : { ...seen, sinceMs: nowMs };
}

/** The same after the person scrolled, which they see: the button goes on standing where it came to. */
export function afterScroll(before: Standing | undefined, seen: Sight, nowMs: number): Standing {
  const sinceMs = before?.label === seen.label ? before.sinceMs : nowMs;
  return { ...seen, sinceMs };
}

/** A press of a button. */
export interface Press {
  /** When the key or the pointer went down, by the clock of events (ms). */
  atMs: number;
  /** Which click of a series at the same place it is (`MouseEvent.detail`); 0 for a key. */
  clicks: number;
  /** Whether it loses nothing, wherever it came from. */
  isUndo: boolean;
  standing: Standing;
  /** When a press was last refused (ms): those that follow at once are of the same kind. */
  refusedAtMs: number;
}

/** Whether the person means the press: they had half a second to see what it presses. Undoing is safe at once. */
export function isDeliberate({ atMs, clicks, isUndo, standing, refusedAtMs }: Press): boolean {
  if (clicks > 1) return false;
  return isUndo || (atMs - standing.sinceMs >= steadyMs && atMs - refusedAtMs >= steadyMs);
}
