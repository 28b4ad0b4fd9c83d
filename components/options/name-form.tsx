import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';
import { leaveOnEscape } from './escape';

interface NameFormProps {
  /** What the login is called now. */
  name: string;
  onSave(name: string): void;
  onCancel(): void;
}

/** Gives a login the name that the person knows it by. Begins with the present one, ready to be typed over. */
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
