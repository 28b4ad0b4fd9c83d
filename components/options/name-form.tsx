import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { leaveOnEscape } from './escape';

interface NameFormProps {
  /** The login's current name. */
  name: string;
  onSave(name: string): void;
  onCancel(): void;
}

/** Renames a login. The current name is selected, so that typing replaces it. */
export function NameForm({ name, onSave, onCancel }: NameFormProps) {
  const [value, setValue] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.select(), []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(value.trim());
      }}
      onKeyDown={leaveOnEscape(onCancel)}
    >
      <label for={id}>{i18n.t('options.name')}</label>
      <input
        ref={field}
        id={id}
        type="text"
        autoComplete="off"
        maxLength={60}
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <div class="name-end">
        <button type="submit" class="button">
          {i18n.t('options.save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {i18n.t('options.cancel')}
        </button>
      </div>
    </form>
  );
}
