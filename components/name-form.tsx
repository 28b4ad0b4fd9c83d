import { useId, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

interface NameFormProps {
  name: string;
  onSave(name: string): void;
}

/** Gives a connection the name that the person knows it by; an empty one gives its own back. */
export function NameForm({ name, onSave }: NameFormProps) {
  const [value, setValue] = useState(name);
  const id = useId();
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(value.trim());
      }}
    >
      <label for={id}>{i18n.t('options.name')}</label>
      <input
        id={id}
        type="text"
        maxLength={60}
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="button">
        {i18n.t('options.save')}
      </button>
    </form>
  );
}
