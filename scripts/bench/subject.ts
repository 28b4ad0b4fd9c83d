export const subjectNames = ['floor', 'scripted', 'ours', 'earlier'] as const;
export type SubjectName = (typeof subjectNames)[number];

/** How many invitations an ordinary list and a very long one hold. */
export const few = 20;
export const many = 2000;

/** One extension with so many invitations in it. The floors have both numbers in one: a page for each. */
export interface Subject {
  name: SubjectName;
  count: number;
  /** `chrome-extension://…`, without a slash at the end. */
  origin: string;
  lastPollMs: number;
}

/** Whether it is no build of ours, but made for comparison. */
export function isFloor({ name }: Subject): boolean {
  return name === 'floor' || name === 'scripted';
}

/** The address of a subject's popup. */
export function popupOf(subject: Subject): string {
  return `${subject.origin}/${isFloor(subject) ? `popup-${subject.count}.html` : 'popup.html'}`;
}
