import * as z from '@/lib/zod';
import { type Invitation, invitationOf, storedInvitationSchema, unlisted } from './invitation';
import { type InvitationRecord, type Route, type Source, sources } from './invitation-record';

/** What is known about a list besides its invitations. */
const listStateSchema = z.object({
  /** How many invitations Cloudflare sent that could not be read. */
  unreadable: z.number(),
  /** False when there may be more than Cloudflare sent. */
  complete: z.boolean(),
});

/** The invitations of one connection, as of the last successful poll of each list. */
export const snapshotSchema = z.object({
  invitations: z.array(storedInvitationSchema),
  /** Only the lists that have been received. */
  lists: z.partialRecord(z.enum(sources), listStateSchema),
});

export type Snapshot = z.infer<typeof snapshotSchema>;

export const emptySnapshot: Snapshot = { invitations: [], lists: {} };

/** One list as a poll received it: every invitation in it, whatever its status. */
export interface InvitationList extends z.infer<typeof listStateSchema> {
  records: InvitationRecord[];
}

/** The lists that a poll received. */
export type InvitationLists = Partial<Record<Source, InvitationList>>;

/** Every invitation of a connection, in no particular order. */
export function invitationsOf({ invitations }: Snapshot): Invitation[] {
  return invitations.map(invitationOf);
}

/** The invitation that has one of these routes, whatever its key. */
export function invitationBy(routes: Route[], snapshot: Snapshot): Invitation | undefined {
  const wanted = new Set(routes.map(routeText));
  return invitationsOf(snapshot).find((invitation) =>
    invitation.routes.some((route) => wanted.has(routeText(route))),
  );
}

/** A route as a string, to compare or use as a key. */
export function routeText({ source, id }: Route): string {
  return `${source} ${id}`;
}

/** How many invitations in both lists could not be read. */
export function unreadableCount({ lists }: Snapshot): number {
  return Object.values(lists).reduce((sum, { unreadable }) => sum + unreadable, 0);
}

/** Whether every list that was received is complete. */
export function isComplete({ lists }: Snapshot): boolean {
  return Object.values(lists).every(({ complete }) => complete);
}

/** `snapshot` without that invitation if Cloudflare no longer lists it. */
export function withoutUnlisted(snapshot: Snapshot, key: string): Snapshot {
  const invitations = snapshot.invitations.filter(
    (stored) => stored.key !== key || invitationOf(stored).status !== unlisted,
  );
  return { ...snapshot, invitations };
}
