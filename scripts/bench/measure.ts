import type { Lab } from './lab';
import { type Opening, openPopup } from './open-popup';
import { measurePoll, type Poll } from './poll';
import { inRounds, type Rounds } from './rounds';
import { few, hasWorker, isFloor, many, type Subject, type SubjectName } from './subject';
import { type Use, usePopup } from './use-popup';

/** What was measured of one subject with one number of invitations, each list in the order of the rounds. */
export interface Samples {
  opened: Opening[];
  /** Tracing slows down what it traces, so these give script and tasks alone. */
  traced: Opening[];
  polled: Poll[];
  used: Use[];
}

/** All that was measured. */
export interface Measured {
  /** By number of invitations. Not all floors have a worker, and none has anything to use. */
  subjects: Partial<Record<SubjectName, Record<number, Samples>>>;
  /** When the blank page was painted: how fast the machine was meanwhile. */
  blankPaintMs: number[];
}

/** The browser keeps compiled script once it was loaded twice: from the third opening on, all are alike. */
const warmUps = 3;

/** Measures everything; each number of runs follows from that of the quickest measure. */
export async function measure(lab: Lab, runs: number, say: (what: string) => void): Promise<Measured> {
  const subjects: Measured['subjects'] = {};
  const blankPaintMs: number[] = [];
  const part = (divisor: number) => Math.max(1, Math.ceil(runs / divisor));
  const of = ({ name, count }: Subject): Samples => {
    subjects[name] ??= {};
    subjects[name][count] ??= { opened: [], traced: [], polled: [], used: [] };
    return subjects[name][count];
  };
  const scripted = lab.subjects.filter(({ name }) => name !== 'floor');
  say('opening the popup');
  const opening: Pick<Rounds<Opening>, 'before' | 'measure' | 'keep'> = {
    before: async () => {
      blankPaintMs.push(await lab.blankPaintMs());
    },
    measure: (subject) => openPopup(lab, subject, false),
    keep: (subject, opened) => of(subject).opened.push(opened),
  };
  await inRounds({ ...opening, subjects: lab.subjects, runs, warmUps });
  // Those with the closest limit are opened more often: one opening takes up to a third longer than the next.
  const close = lab.subjects.filter(({ name, count }) => count === few && name !== 'library');
  await inRounds({ ...opening, subjects: close, runs: 2 * runs });
  say('tracing the popup');
  await inRounds({
    subjects: scripted,
    runs: part(4),
    measure: (subject) => openPopup(lab, subject, true),
    keep: (subject, opening) => of(subject).traced.push(opening),
  });
  say('polling');
  await inRounds({
    subjects: lab.subjects.filter(hasWorker),
    runs: part(4),
    warmUps: 1,
    measure: (subject) => measurePoll(lab, subject),
    keep: (subject, poll) => of(subject).polled.push(poll),
  });
  say('scrolling, searching, selecting');
  await inRounds({
    subjects: lab.subjects.filter((subject) => !isFloor(subject) && subject.count === many),
    runs: part(10),
    measure: (subject) => usePopup(lab, subject),
    keep: (subject, use) => of(subject).used.push(use),
  });
  return { subjects, blankPaintMs };
}
