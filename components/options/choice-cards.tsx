interface ChoiceCardsProps<T extends string> {
  /** The accessible name of the group; `name` is shared by its radio buttons. */
  label: string;
  name: string;
  value: T;
  choices: { value: T; label: string; hint: string }[];
  onChange(value: T): void;
}

/** Radio buttons, each with an explanation. */
export function ChoiceCards<T extends string>({
  label,
  name,
  value,
  choices,
  onChange,
}: ChoiceCardsProps<T>) {
  return (
    <fieldset class="kinds" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} class="kind">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            aria-label={choice.label}
            aria-describedby={`${name}-${choice.value}`}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <strong>{choice.label}</strong>
            <span class="hint" id={`${name}-${choice.value}`}>
              {choice.hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
