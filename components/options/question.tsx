import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { leaveOnEscape } from './escape';

interface QuestionProps {
  /** What would be done. */
  children: ComponentChildren;
  /** The accessible name of the button that does it, where its words alone do not say to what. */
  yesLabel?: string;
  onYes(): void;
  onKeep(): void;
}

/** Asks once before something is disconnected. The focus is on the answer that changes nothing. */
export function Question({ children, yesLabel, onYes, onKeep }: QuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    keep.current?.focus();
    keep.current?.closest('.question')?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div class="question" role="group" aria-labelledby={id} onKeyDown={leaveOnEscape(onKeep)}>
      <div id={id}>{children}</div>
      <div class="question-end">
        <button type="button" class="button danger" aria-label={yesLabel} onClick={onYes}>
          {i18n.t('options.disconnectYes')}
        </button>
        <button ref={keep} type="button" class="button" onClick={onKeep}>
          {i18n.t('options.disconnectKeep')}
        </button>
      </div>
    </div>
  );
}
