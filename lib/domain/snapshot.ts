import * as z from '@/lib/zod';
import { type Invitation, invitationOf, storedInvitationSchema, unlisted } from './invitation';
import { type InvitationRecord, type Route, type Source, sources } from './invitation-record';

/** What is known of a list besides its invitations. */
const listStateSchema = z.object({
  /** How many invitations Cloudflare sent that could not be read. */
  unreadable: z.number(),
  /** False when there may be more than Cloudflare sent. */
  complete: z.boolean(),
});

/** The invitations of one connection, as of the last good poll of each list. */
export const snapshotSchema = z.object({
  invitations: z.array(storedInvitationSchema),
  /** Without those lists that never came. */
  lists: z.partialRecord(z.enum(sources), listStateSchema),
});

export type Snapshot = z.infer<typeof snapshotSchema>;

export const emptySnapshot: Snapshot = { invitations: [], lists: {} };

/** One list as a poll brought it: every invitation in it, of any status. */
export interface InvitationList extends z.infer<typeof listStateSchema> {
  records: InvitationRecord[];
}

/** The lists that a poll brought. */
export type InvitationLists = Partial<Record<Source, InvitationList>>;

/** Every invitation of a connection, in no order that means something. */
export function invitationsOf({ invitations }: Snapshot): Invitation[] {
  return invitations.map(invitationOf);
}

/** The invitation that is answered by one of these routes, whatever its key. */
export function invitationBy(routes: Route[], snapshot: Snapshot): Invitation | undefined {
  const wanted = new Set(routes.map(routeText));
  return invitationsOf(snapshot).find((invitation) =>
    invitation.routes.some((route) => wanted.has(routeText(route))),
  );
}

/** A route as one text. */
export function routeText({ source, id }: Route): string {
  return `${source} ${id}`;
}

/** How many invitations could not be read, over both lists. */
export function unreadableCount({ lists }: Snapshot): number {
  return Object.values(lists).reduce((sum, { unreadable }) => sum + unreadable, 0);
}

/** Whether every list that came is whole. */
export function isComplete({ lists }: Snapshot): boolean {
  return Object.values(lists).every(({ complete }) => complete);
}

/** `snapshot` without that invitation where Cloudflare no longer lists it. */
export function withoutUnlisted(snapshot: Snapshot, key: string): Snapshot {
  const invitations = snapshot.invitations.filter(
    (stored) => stored.key !== key || invitationOf(stored).status !== unlisted,
  );
  return { ...snapshot, invitations };
}
