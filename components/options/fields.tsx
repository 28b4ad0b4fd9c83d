import type { ComponentChildren, TargetedEvent, TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

interface FieldProps {
  label: string;
  value: string;
  /** What is wrong with the value, shown beside it. */
  error: ComponentChildren;
  /**
   * Removes what was copied along with a pasted value. The field then shows the rest, and a hint that something was
   * removed.
   */
  clean?: (text: string) => string;
  /** A warning about the value, and a button that helps, if there is one. */
  warning?: { text: string; action: { label: string; onPress(): void } | null } | null;
  onInput(value: string): void;
}

/** A field whose content is hidden until the user shows it. */
export function SecretField(props: FieldProps) {
  return <TextField {...props} isSecret />;
}

const pastes = ['insertFromPaste', 'insertFromDrop'];

export function TextField(props: FieldProps & { isSecret?: boolean }) {
  const { label, value, error, isSecret = false, clean, warning, onInput } = props;
  const id = useId();
  const [cleaned, setCleaned] = useState(false);
  const [shown, setShown] = useState(false);
  const takeCleaned = (input: HTMLInputElement) => {
    const typed = input.value;
    const kept = clean?.(typed) ?? typed;
    if (kept !== typed) {
      setCleaned(true);
      // Set it directly: if the cleaned value is the one that was last rendered, it would not be rendered again.
      input.value = kept;
    }
    if (kept !== value) onInput(kept);
  };
  const onDone = ({ currentTarget }: TargetedEvent<HTMLInputElement>) => takeCleaned(currentTarget);
  const common = {
    id,
    value,
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellcheck: false,
    dir: 'ltr',
    'aria-invalid': Boolean(error),
    'aria-describedby': [
      ...(error ? [`${id}-error`] : []),
      ...(clean ? [`${id}-cleaned`, `${id}-warning`] : []),
    ].join(' '),
    onInput: ({ currentTarget, inputType }: TargetedInputEvent<HTMLInputElement>) => {
      setCleaned(false);
      if (pastes.includes(inputType)) takeCleaned(currentTarget);
      else onInput(currentTarget.value);
    },
    onChange: onDone,
    onBlur: onDone,
  } as const;
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{label}</label>
        {/* Beside the label, where it does not move anything: the user may be leaving the field by clicking something
            below it. */}
        {clean && (
          <span class="hint" role="status" id={`${id}-cleaned`}>
            {cleaned && value !== '' && i18n.t('options.cleaned')}
          </span>
        )}
      </div>
      <div class="field-box">
        {/* Not a password field, because Firefox offers to save those, whatever `autocomplete` says. */}
        {isSecret ? (
          <input type="text" class={shown ? undefined : 'masked'} {...common} />
        ) : (
          <input type="email" {...common} />
        )}
        {isSecret && (
          <button type="button" class="field-show" onClick={() => setShown(!shown)}>
            {i18n.t(shown ? 'options.hide' : 'options.show')}
            <span class="unseen"> {label}</span>
          </button>
        )}
      </div>
      {error && (
        <div class="field-error" role="alert" id={`${id}-error`}>
          {error}
        </div>
      )}
      {clean && (
        <p class="warning field-warning" role="status" id={`${id}-warning`}>
          {/* Not shown twice if the error says the same. */}
          {warning?.text !== error && warning?.text}
        </p>
      )}
      {warning?.action && (
        <button type="button" class="button" onClick={warning.action.onPress}>
          {warning.action.label}
        </button>
      )}
    </div>
  );
}
