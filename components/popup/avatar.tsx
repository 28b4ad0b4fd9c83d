/** An initial on a color that is always the same for the same organization id. */
export function Avatar({ id, name }: { id: string; name: string }) {
  const initial = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '?';
  return (
    <span class="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  );
}

/** A hue that is always the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_360;
  return hash % 360;
}
