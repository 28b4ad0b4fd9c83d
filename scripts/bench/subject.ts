export const subjectNames = ['floor', 'scripted', 'library', 'ours', 'earlier'] as const;
export type SubjectName = (typeof subjectNames)[number];

/** How many invitations an ordinary list and a very long one hold. */
export const few = 20;
export const many = 2000;

/** One extension with so many invitations in it. The floors with a script are one, with a page for each number. */
export interface Subject {
  name: SubjectName;
  count: number;
  /** `chrome-extension://…`, without a slash at the end. */
  origin: string;
  lastPollMs: number;
}

/** Whether it is no build of ours, but made for comparison. */
export function isFloor({ name }: Subject): boolean {
  return name !== 'ours' && name !== 'earlier';
}

/** Whether it has a worker to poll with. */
export function hasWorker({ name }: Subject): boolean {
  return name !== 'floor' && name !== 'library';
}

/** The file of a floor's page. */
export function floorPage({ name, count }: Pick<Subject, 'name' | 'count'>): string {
  return `${name === 'library' ? 'library' : 'popup'}-${count}.html`;
}

/** The address of a subject's popup. */
export function popupOf(subject: Subject): string {
  return `${subject.origin}/${isFloor(subject) ? floorPage(subject) : 'popup.html'}`;
}
