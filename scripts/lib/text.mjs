const EXCERPT_LINES = 8;

/**
 * What a program said, cut down: some name the cause first, some last.
 * @param {string} text
 * @returns {string} the first and the last lines that hold something
 */
export function excerpt(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && line.trim() !== 'npm error');
  if (lines.length <= 2 * EXCERPT_LINES) return lines.join('\n');
  return [...lines.slice(0, EXCERPT_LINES), '…', ...lines.slice(-EXCERPT_LINES)].join('\n');
}
