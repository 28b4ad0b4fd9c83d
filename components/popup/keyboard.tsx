import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '@/lib/domain/invitation-record';
import { i18n } from '@/lib/i18n';
import { useEscape } from './use-escape';
import { isTyping, unsettle } from './use-press-guard';

/** The button that each key presses in the focused row, by its data-key. */
const pressed: Record<string, string> = { a: 'accept', r: 'reject', Enter: 'details' };
const answers: Record<string, Answer> = { a: 'accepted', r: 'rejected' };

interface KeyboardProps {
  searchField: RefObject<HTMLInputElement | null>;
  /** What keys do with the focused row besides opening it. The list of keys shows these. */
  rowKeys: 'answer' | 'select' | 'none';
  /** Called if the row at this position (1 for the first) has no button for this answer. */
  onUnanswerable?(at: number, answer: Answer): void;
}

/**
 * The keyboard in a list of rows: arrows or j and k move, a accepts, r rejects, Enter opens, / searches, ? shows help.
 * If the focused element disappears, the focus goes to the row at the position of the last focused one.
 */
export function Keyboard({ searchField, rowKeys, onUnanswerable }: KeyboardProps) {
  const [helpShown, setHelpShown] = useState(false);
  useEscape('question', helpShown, () => setHelpShown(false));
  const unanswerable = useRef(onUnanswerable);
  unanswerable.current = onUnanswerable;
  const rowsOf = () => [...document.querySelectorAll<HTMLElement>('.invites > li')];

  useEffect(() => {
    let focused = document.activeElement;
    /** The position of the row that last had the focus. Not every row is rendered, so they cannot be counted. */
    let place = '1';
    const noteFocus = ({ target }: FocusEvent) => {
      focused = target instanceof Element ? target : null;
      place = focused?.closest('.invites > li')?.getAttribute('aria-posinset') ?? place;
    };
    // Do not lose the focus with a row that disappeared or a button that was replaced.
    const keepFocus = () => {
      if (!focused || focused.isConnected || (document.activeElement ?? document.body) !== document.body)
        return;
      const rows = rowsOf();
      const row = rows.find((one) => one.getAttribute('aria-posinset') === place) ?? rows.at(-1);
      if (!row) return;
      row.focus();
      unsettle(row);
    };
    const observer = new MutationObserver(keepFocus);
    observer.observe(document.body, { subtree: true, childList: true });
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const rows = rowsOf();
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const move = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
      const row = rows[at];
      const part = pressed[event.key];
      if (move) rows[Math.min(Math.max(at + move, 0), rows.length - 1)]?.focus();
      else if (event.key === '/') searchField.current?.focus();
      else if (event.key === '?') setHelpShown((shown) => !shown);
      else if (part && row && (event.key !== 'Enter' || document.activeElement === row)) {
        const button = row.querySelector<HTMLElement>(`[data-key=${part}]`);
        const answer = answers[event.key];
        if (button) button.click();
        else if (answer) unanswerable.current?.(Number(row.getAttribute('aria-posinset')), answer);
      } else return;
      event.preventDefault();
    };
    document.addEventListener('focusin', noteFocus);
    document.addEventListener('keydown', press);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', noteFocus);
      document.removeEventListener('keydown', press);
    };
  }, []);

  return helpShown && <KeysHelp rowKeys={rowKeys} onClose={() => setHelpShown(false)} />;
}

type RowKeys = KeyboardProps['rowKeys'];

const rowKeyTexts: Record<RowKeys, () => [key: string, meaning: string][]> = {
  answer: () => [
    ['a', i18n.t('keys.accept')],
    ['r', i18n.t('keys.reject')],
  ],
  select: () => [['Space', i18n.t('find.select')]],
  none: () => [],
};

const keys = (rowKeys: RowKeys) =>
  [
    ['↓ j', i18n.t('keys.next')],
    ['↑ k', i18n.t('keys.previous')],
    ...rowKeyTexts[rowKeys](),
    ['u', i18n.t('row.undo')],
    ['Enter', i18n.t('keys.details')],
    ['/', i18n.t('keys.search')],
    ['?', i18n.t('keys.help')],
    ['Esc', i18n.t('select.back')],
  ] as const;

/** The keys that work in the list. */
function KeysHelp({ rowKeys, onClose }: { rowKeys: RowKeys; onClose(): void }) {
  return (
    <section class="keys" aria-label={i18n.t('keys.title')}>
      <dl>
        {keys(rowKeys).map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd dir="ltr">{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={onClose}>
        {i18n.t('keys.close')}
      </button>
    </section>
  );
}
