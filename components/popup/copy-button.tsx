import { useEffect, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

/** For how long a button shows that it has copied (ms). */
const copiedShownMs = 2_000;

/** What was just copied, by its label. */
export interface Copied {
  term: string | null;
  copy(term: string, text: string): Promise<void>;
}

/** The state of several copy buttons. It remembers the last one that was pressed, for a moment. */
export function useCopied(): Copied {
  const [copied, setCopied] = useState<{ term: string } | null>(null);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(null), copiedShownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  return {
    term: copied?.term ?? null,
    async copy(term, text) {
      await navigator.clipboard.writeText(text);
      setCopied({ term });
    },
  };
}

interface CopyButtonProps {
  /** The label of the text. */
  term: string;
  text: string;
  copied: Copied;
}

/** Copies a text, and shows that it did. {@link CopiedStatus} tells screen readers. */
export function CopyButton({ term, text, copied }: CopyButtonProps) {
  return (
    <button
      type="button"
      class="link"
      aria-label={i18n.t('details.copyLabel', [term])}
      onClick={() => copied.copy(term, text)}
    >
      {i18n.t(copied.term === term ? 'details.copied' : 'details.copy')}
    </button>
  );
}

/** Render it from the start: screen readers only announce text that is added later. */
export function CopiedStatus({ copied }: { copied: Copied }) {
  return (
    <span class="unseen" role="status">
      {copied.term !== null && `${copied.term}${i18n.t('list.ofLogin')} ${i18n.t('details.copied')}`}
    </span>
  );
}
