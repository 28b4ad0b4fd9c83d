import { useState } from 'preact/hooks';
import type { LogLine } from '@/lib/domain/log-line';
import { i18n } from '@/lib/i18n';

interface DiagnosticsProps {
  /** Null until it was asked for. */
  log: LogLine[] | null;
  onOpen(): void;
}

/** What the worker did last, to read and to copy into a bug report; closed until somebody wants it. */
export function Diagnostics({ log, onOpen }: DiagnosticsProps) {
  const [copied, setCopied] = useState(false);
  const lines = (log ?? []).map(({ atMs, text }) => `${new Date(atMs).toISOString()}  ${text}`);
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
      {lines.length > 0 ? (
        <>
          <textarea
            readOnly
            dir="ltr"
            rows={12}
            aria-label={i18n.t('options.diagnostics')}
            value={lines.join('\n')}
          />
          <button
            type="button"
            class="button"
            onClick={() => navigator.clipboard.writeText(lines.join('\n')).then(() => setCopied(true))}
          >
            {i18n.t(copied ? 'options.diagnosticsCopied' : 'options.diagnosticsCopy')}
          </button>
        </>
      ) : (
        <p>{i18n.t('options.diagnosticsEmpty')}</p>
      )}
    </details>
  );
}
