const largestBytes = 5 * 1024 * 1024;

/** The bytes of `response`, or null when they are more than 5 MB: the rest is then not read. */
export async function readBytes(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = (await reader?.read())?.value;
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > largestBytes) {
      await reader?.cancel();
      return null;
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
