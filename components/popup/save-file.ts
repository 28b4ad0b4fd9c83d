const types = { csv: 'text/csv', json: 'application/json' };

/** Has the browser save `text` as a file named after what it holds and today. Returns that name. */
export function saveFile(name: string, type: keyof typeof types, text: string): string {
  const url = URL.createObjectURL(new Blob([text], { type: types[type] }));
  const link = document.createElement('a');
  link.href = url;
  // In Sweden dates are written as in ISO 8601, here in the person's own time zone.
  link.download = `${name}-${new Date().toLocaleDateString('sv')}.${type}`;
  link.click();
  URL.revokeObjectURL(url);
  return link.download;
}
