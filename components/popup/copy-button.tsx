import { useEffect, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

/** For how long a button says that it has copied (ms). */
const copiedShownMs = 2_000;

/** What was copied a moment ago, by its term. */
export interface Copied {
  term: string | null;
  copy(term: string, text: string): Promise<void>;
}

/** One of several texts is copied at a time: that of the last press, which is forgotten after a moment. */
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
  /** What the text is. */
  term: string;
  text: string;
  copied: Copied;
}

/** Copies a text, and says so to eyes; to screen readers {@link CopiedStatus} does. */
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

/** There from the start: what comes into it later is read out. */
export function CopiedStatus({ copied }: { copied: Copied }) {
  return (
    <span class="unseen" role="status">
      {copied.term !== null && `${copied.term}${i18n.t('list.ofLogin')} ${i18n.t('details.copied')}`}
    </span>
  );
}
