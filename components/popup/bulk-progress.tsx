import { useState } from 'preact/hooks';
import { type Batch, progressOf } from '@/lib/domain/batch';
import { isFinal } from '@/lib/domain/failure';
import { type Choice, type OutboxEntry, refText } from '@/lib/domain/outbox';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';

export interface BulkProgressProps {
  batch: Batch;
  outbox: OutboxEntry[];
  nowMs: number;
  onCancel(): void;
  /** Resolves to whether the browser stored it; nothing is under way before that. */
  onRetry(items: Choice[]): Promise<boolean>;
  onClose(): void;
}

/** The progress of responses that were given together, and at the end their outcome. */
export function BulkProgress({ batch, outbox, nowMs, onCancel, onRetry, onClose }: BulkProgressProps) {
  const [notSaved, setNotSaved] = useState(false);
  const { total, done, underWay, unclear, failed, cancelled } = progressOf(batch, outbox);
  const hasFailed = underWay === 0 && failed.length > 0;
  const retriable = failed.filter(({ entry }) => !isFinal(entry.failure));
  const counts = [
    i18n.t('batch.done', [String(done), String(total)]),
    failed.length > 0 && i18n.t('batch.failed', failed.length),
    cancelled > 0 && i18n.t('batch.cancelled', cancelled),
    unclear > 0 && i18n.t('batch.sent', unclear),
  ].filter(Boolean);
  // So that the numbers add up.
  if (counts.length > 1 && underWay > unclear) counts.push(i18n.t('batch.waiting', underWay - unclear));
  return (
    <section class="batch" aria-label={i18n.t('batch.label')}>
      <progress max={total} value={done} aria-label={i18n.t('batch.label')} />
      <div class="batch-line">
        <p role="status">{counts.join(' · ')}</p>
        {/* Responses that may have had an effect can no longer be stopped; their rows show what happens next. */}
        {underWay > unclear ? (
          <button type="button" class="button" onClick={onCancel}>
            {i18n.t('batch.cancel')}
          </button>
        ) : (
          <button type="button" class="button" onClick={onClose}>
            {i18n.t('batch.close')}
          </button>
        )}
      </div>
      {hasFailed && notSaved && (
        <p class="field-error" role="alert">
          {i18n.t('failure.notSaved.title')}
        </p>
      )}
      {hasFailed && retriable.length > 1 && (
        <button
          type="button"
          class="link"
          onClick={async () => setNotSaved(!(await onRetry(retriable.map(({ item }) => item))))}
        >
          {i18n.t('batch.retryAll')}
        </button>
      )}
      {hasFailed && (
        <ul class="batch-failures">
          {failed.map(({ item, entry }) => (
            <li key={refText(item)}>
              <span>
                <bdi>{item.name}</bdi>
                {entry.failure && <span class="hint">{failureText(entry.failure, nowMs).title}</span>}
              </span>
              {!isFinal(entry.failure) && (
                <button
                  type="button"
                  class="link"
                  aria-label={i18n.t('batch.retryLabel', [item.name])}
                  onClick={async () => setNotSaved(!(await onRetry([item])))}
                >
                  {i18n.t('batch.retry')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
