import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { leaveOnEscape } from './escape';

interface QuestionProps {
  /** Says what would happen. */
  children: ComponentChildren;
  /** The accessible name of the button that does it, if its text alone does not say what it affects. */
  yesLabel?: string;
  onYes(): void;
  onKeep(): void;
}

/** Asks for confirmation before something is disconnected. The button that changes nothing gets the focus. */
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
