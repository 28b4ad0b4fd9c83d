import { cleanText } from '@/lib/clean-text';
import * as z from '@/lib/zod';

/** Longer than the limits that Cloudflare documents: 100 for a name, 90 for an address. */
const longestText = 120;
/** Cloudflare has about seventy roles. */
const mostNames = 100;

/**
 * Text that a stranger chose. It is cleaned here, before it is stored, so that every row, tooltip, label and message
 * made from it is safe.
 */
export function shown(text: string | null | undefined): string | null {
  return cleanText(text ?? '', longestText) || null;
}

const namedSchema = z.object({ name: z.string() });

/** The names in a list of strings or of objects with a name, such as roles. */
export function namesOf(list: unknown[] | null | undefined): string[] {
  return (list ?? []).slice(0, mostNames).flatMap((one) => {
    const name = typeof one === 'string' ? one : namedSchema.safeParse(one).data?.name;
    return shown(name) ?? [];
  });
}

/**
 * An id that is safe in a URL path: `.` and `..` name another resource even when encoded, and half a surrogate pair
 * cannot be.
 */
export function addressable(id: string | null | undefined): string | null {
  return id && id !== '.' && id !== '..' && id.isWellFormed() ? id : null;
}

/** A status in its usual spelling; a missing one means pending. */
export function readStatus(status: string | null | undefined): string {
  return status?.trim().toLowerCase() || 'pending';
}
