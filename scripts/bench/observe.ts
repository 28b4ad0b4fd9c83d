/** What the page itself notes while it opens. Times are those of `performance.now()`. */
interface PageRecord {
  /** When the frame with the last rows so far was on the screen; 0 before that. */
  completeMs: number;
  /** When the document changed last. */
  changedMs: number;
  /** Calls of `get` so far, by storage area. */
  reads: Record<string, number>;
  readsBeforeComplete: Record<string, number>;
  /** The sum of what moved. */
  shift: number;
  /** Changes of the document since the last rows came. */
  mutations: number;
}

declare global {
  interface Window {
    bench?: PageRecord;
  }
}

/** Marks in a trace: the first script of the page. */
export const startMark = 'bench-start';

/** To be evaluated in a new document, before its own scripts. tsx names inner functions with a helper of its own. */
export const observerScript = `{ const __name = (one) => one; (${observe})('${startMark}'); }`;

function observe(mark: string): void {
  const record: PageRecord = {
    completeMs: 0,
    changedMs: 0,
    reads: {},
    readsBeforeComplete: {},
    shift: 0,
    mutations: 0,
  };
  window.bench = record;

  // The floor may not use storage and has none.
  for (const name of 'storage' in chrome ? (['local', 'session', 'sync', 'managed'] as const) : []) {
    const area: chrome.storage.StorageArea = chrome.storage[name];
    area.get = new Proxy(area.get, {
      apply(get, self, args) {
        record.reads[name] = (record.reads[name] ?? 0) + 1;
        return Reflect.apply(get, self, args);
      },
    });
  }

  const watch = (type: string, report: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) report(entry);
    }).observe({ type, buffered: true });
  watch('layout-shift', (entry) => {
    if ('value' in entry && typeof entry.value === 'number') record.shift += entry.value;
  });
  // The moment of presentation, as that of the first contentful paint.
  watch('element', ({ startTime }) => {
    record.completeMs = Math.max(record.completeMs, startTime);
  });

  const hasRow = (node: Node) =>
    node instanceof Element &&
    (node.matches('main ul.invites > li') || node.querySelector('main ul.invites > li') !== null);
  let dot: HTMLElement | undefined;
  const observer = new MutationObserver((changes) => {
    record.changedMs = performance.now();
    if (!changes.some(({ addedNodes }) => Array.from(addedNodes).some(hasRow))) {
      // A style sheet that is added to the head renders nothing anew.
      record.mutations += changes.filter(({ target }) => document.body.contains(target)).length;
      return;
    }
    record.mutations = 0;
    record.readsBeforeComplete = { ...record.reads };
    // A dot that is painted in the same frame as the rows: the browser tells when it is on the screen.
    dot?.remove();
    dot = document.createElement('span');
    dot.textContent = '.';
    dot.setAttribute('elementtiming', 'rows');
    dot.style.cssText = 'position:fixed;top:0;left:0;font:9px sans-serif';
    document.documentElement.append(dot);
    observer.takeRecords();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  performance.mark(mark);
}
