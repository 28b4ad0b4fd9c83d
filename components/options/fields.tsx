import type { TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  value: string;
  /** What is wrong with the value, said beside it. */
  error: string | null;
  onInput(value: string): void;
}

/** A field whose content is hidden and which no browser may offer to remember. */
export function SecretField(props: FieldProps) {
  return <TextField {...props} type="password" />;
}

export function TextField({
  label,
  value,
  error,
  type,
  onInput,
}: FieldProps & { type: 'email' | 'password' }) {
  const id = useId();
  const common = {
    id,
    value,
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellcheck: false,
    dir: 'ltr',
    'aria-invalid': error !== null,
    'aria-describedby': error ? `${id}-error` : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'email' ? <input type="email" {...common} /> : <input type="password" {...common} />}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
