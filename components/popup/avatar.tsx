/** An initial on a color that is always the same for the same organization id. */
export function Avatar({ id, name }: { id: string; name: string }) {
  const initial = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '?';
  return (
    <span class="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  );
}

/**
 * A hue for a login, from green to purple: red, pink and orange would look like a warning, because errors and cautions
 * have these colors.
 */
export function loginHueOf(id: string): number {
  return 150 + hueOf(id) / 2.25;
}

/** A hue that is always the same for the same id. */
function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_360;
  return hash % 360;
}
