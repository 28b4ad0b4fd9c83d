import { useState } from 'preact/hooks';
import type { LogLine } from '@/lib/domain/log-line';
import { i18n } from '@/lib/i18n';

interface DiagnosticsProps {
  /** The versions of the extension and the browser, one for each line. */
  versions: string[];
  /** Null until the section was opened for the first time. */
  log: LogLine[] | null;
  onOpen(): void;
}

/** What the worker did recently, to read and to copy into a bug report. Closed at first. */
export function Diagnostics({ versions, log, onOpen }: DiagnosticsProps) {
  const [copied, setCopied] = useState(false);
  const lines = (log ?? []).map(({ atMs, text }) => `${new Date(atMs).toISOString()}  ${text}`);
  const report = [...versions, ...lines].join('\n');
  return (
    <details
      class="more diagnostics"
      onToggle={(event) => {
        setCopied(false);
        if (event.currentTarget.open) onOpen();
      }}
    >
      <summary>
        <h2>{i18n.t('options.diagnostics')}</h2>
      </summary>
      <p class="hint">{i18n.t('options.diagnosticsHint')}</p>
      {log && (
        <>
          <textarea readOnly dir="ltr" rows={12} aria-label={i18n.t('options.diagnostics')} value={report} />
          <button
            type="button"
            class="button"
            onClick={() => navigator.clipboard.writeText(report).then(() => setCopied(true))}
          >
            {i18n.t(copied ? 'options.diagnosticsCopied' : 'options.diagnosticsCopy')}
          </button>
        </>
      )}
    </details>
  );
}
