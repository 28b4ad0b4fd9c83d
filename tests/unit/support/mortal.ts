import { vi } from 'vitest';
import { browser } from 'wxt/browser';

/** What the worker awaits of its browser: every one of these is a place where it can be cut short. */
const boundaries = () =>
  [
    [browser.storage.local, ['get', 'set', 'remove']],
    [browser.storage.session, ['get', 'set', 'remove']],
    [browser.storage.sync, ['get']],
    [browser.alarms, ['get', 'create', 'clear']],
    [browser.action, ['setBadgeText', 'setBadgeBackgroundColor', 'setTitle']],
    [browser.permissions, ['contains']],
    // Absent until the person allows them.
    [browser.notifications ?? {}, ['getAll', 'create', 'clear']],
  ] as const;

/** How often a boundary was reached, whether the worker is dead, and what gives the browser to the next one. */
export interface Mortality {
  reached: number;
  dead: boolean;
  /** Resolves when it dies. */
  died: Promise<void>;
  bury(): void;
}

/**
 * Lets the worker die at the `dieAt`-th time that it awaits something: before that thing happens, or just after,
 * with the answer lost. A dead worker's calls do nothing and never come back. Without `dieAt` it only counts.
 */
export function makeMortal(dieAt: number | null, moment: 'before' | 'after'): Mortality {
  const undo: (() => void)[] = [];
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const mortality: Mortality = {
    reached: 0,
    dead: false,
    died,
    bury() {
      mortality.dead = true;
      for (const restore of undo) restore();
    },
  };
  const never = () => new Promise<never>(() => {});

  const guarded =
    <A extends unknown[], R>(real: (...args: A) => R | Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (mortality.dead) return never();
      const last = ++mortality.reached === dieAt;
      if (last) {
        mortality.dead = true;
        die();
      }
      if (last && moment === 'before') return never();
      const answer = await real(...args);
      return mortality.dead ? never() : answer;
    };

  for (const [area, names] of boundaries()) {
    const methods: Record<string, unknown> = { ...area };
    for (const name of names) {
      const real = methods[name];
      if (typeof real !== 'function') continue;
      Object.assign(area, { [name]: guarded(real.bind(area)) });
      undo.push(() => Object.assign(area, { [name]: real }));
    }
  }
  const realFetch = fetch;
  vi.stubGlobal('fetch', guarded(realFetch));
  undo.push(() => vi.stubGlobal('fetch', realFetch));
  return mortality;
}
