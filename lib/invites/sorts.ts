/** The orders that a person can have invitations in; the first is what they come in. */
export const sorts = ['expiring', 'newest', 'name'] as const;
export type Sort = (typeof sorts)[number];
