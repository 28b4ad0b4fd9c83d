import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { leaveOnEscape } from './escape';

interface NameFormProps {
  /** The login's current name. */
  name: string;
  /** What it is called if the user gives it no name. */
  defaultName: string;
  /** What the other logins are called. */
  otherNames: readonly string[];
  onSave(name: string): void;
  onCancel(): void;
}

/** The longest name (characters): more would not fit where a login is only mentioned. */
const longest = 60;

/** Renames a login. The current name is selected, so that typing replaces it. */
export function NameForm({ name, defaultName, otherNames, onSave, onCancel }: NameFormProps) {
  const [value, setValue] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.select(), []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = value.trim() || defaultName;
        const wrong = chosen === name ? null : problemOf(chosen, otherNames);
        setProblem(wrong);
        if (wrong) field.current?.focus();
        else onSave(chosen);
      }}
      onKeyDown={leaveOnEscape(onCancel)}
    >
      <label for={id}>{i18n.t('options.name')}</label>
      <input
        ref={field}
        id={id}
        type="text"
        autoComplete="off"
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-error`}
        onInput={(event) => {
          setValue(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <div class="name-end">
        <button type="submit" class="button">
          {i18n.t('options.save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {i18n.t('options.cancel')}
        </button>
      </div>
      {problem && (
        <p class="field-error" role="alert" id={`${id}-error`}>
          {problem}
        </p>
      )}
    </form>
  );
}

function problemOf(chosen: string, otherNames: readonly string[]): string | null {
  if (chosen.length > longest) return i18n.t('options.nameLong', [String(longest)]);
  const isTaken = otherNames.some((other) => other.toLowerCase() === chosen.toLowerCase());
  return isTaken ? i18n.t('options.nameTaken') : null;
}
