/** An initial on a colour that is always the same for the same organization id. In every row, so no component. */
export function avatarOf(id: string, name: string) {
  // The letters of all scripts, or of both cases, take half a millisecond to compile; most names need neither.
  const [initial = '?'] = /^[A-Za-z\d]/.exec(name) ?? /[\p{L}\p{N}]/u.exec(name) ?? [];
  return (
    <span class="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  );
}

function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_360;
  return hash % 360;
}
