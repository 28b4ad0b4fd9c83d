import { vi } from 'vitest';
import { browser } from 'wxt/browser';

/** The browser APIs that the worker awaits. It can die at any of these calls. */
const boundaries = () =>
  [
    [browser.storage.local, ['get', 'set', 'remove']],
    [browser.storage.session, ['get', 'set', 'remove']],
    [browser.storage.sync, ['get']],
    [browser.alarms, ['get', 'create', 'clear']],
    [browser.action, ['setBadgeText', 'setBadgeBackgroundColor', 'setTitle']],
    [browser.permissions, ['contains']],
    // Missing until the user allows notifications.
    [browser.notifications ?? {}, ['getAll', 'create', 'clear']],
  ] as const;

/** How often the worker awaited something, whether it is dead, and how to give the browser to the next one. */
export interface Mortality {
  reached: number;
  dead: boolean;
  /** Resolves when it dies. */
  died: Promise<void>;
  bury(): void;
}

/**
 * Makes the worker die at the `dieAt`-th time that it awaits something: before that happens, or just after, with the
 * result lost. A dead worker's calls do nothing and never return. Without `dieAt` it only counts.
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
