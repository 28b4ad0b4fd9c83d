const types = { csv: 'text/csv', json: 'application/json' };

/** Makes the browser save `text` as a file named `name` with today's date. Returns the file's name. */
export function saveFile(name: string, type: keyof typeof types, text: string): string {
  const url = URL.createObjectURL(new Blob([text], { type: types[type] }));
  const link = document.createElement('a');
  link.href = url;
  // The Swedish date format is that of ISO 8601, and this uses the user's time zone.
  link.download = `${name}-${new Date().toLocaleDateString('sv')}.${type}`;
  link.click();
  URL.revokeObjectURL(url);
  return link.download;
}
