const types = { csv: 'text/csv', json: 'application/json' };

/** Makes the browser save `text` as a file named `name` with the date and time. Returns the file's name. */
export function saveFile(name: string, type: keyof typeof types, text: string): string {
  const url = URL.createObjectURL(new Blob([text], { type: types[type] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}-${localTime()}.${type}`;
  link.click();
  URL.revokeObjectURL(url);
  return link.download;
}

/** The user's date and time as in 2026-11-27-2048. The Swedish format is that of ISO 8601. */
function localTime(): string {
  return new Date()
    .toLocaleString('sv')
    .slice(0, 'yyyy-mm-dd hh:mm'.length)
    .replace(' ', '-')
    .replace(':', '');
}
