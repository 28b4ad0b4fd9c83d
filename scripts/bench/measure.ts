import type { Lab } from './lab';
import { type Opening, openPopup } from './open-popup';
import { measurePoll, type Poll } from './poll';
import { inRounds } from './rounds';
import { isFloor, many, type Subject, type SubjectName } from './subject';
import { type Use, usePopup } from './use-popup';

/** What was measured of one subject with one number of invitations, each list in the order of the rounds. */
export interface Samples {
  opened: Opening[];
  /** Tracing slows down what it traces, so these give script and tasks alone. */
  traced: Opening[];
  polled: Poll[];
  used: Use[];
}

/** By number of invitations. The floor has no worker, and both floors nothing to use. */
export type Measured = Partial<Record<SubjectName, Record<number, Samples>>>;

/** The browser keeps compiled script once it was loaded twice: from the third opening on, all are alike. */
const warmUps = 3;

/** Measures everything; each number of runs follows from that of the quickest measure. */
export async function measure(lab: Lab, runs: number, say: (what: string) => void): Promise<Measured> {
  const measured: Measured = {};
  const part = (divisor: number) => Math.max(1, Math.ceil(runs / divisor));
  const of = ({ name, count }: Subject): Samples => {
    measured[name] ??= {};
    measured[name][count] ??= { opened: [], traced: [], polled: [], used: [] };
    return measured[name][count];
  };
  const scripted = lab.subjects.filter(({ name }) => name !== 'floor');
  say('opening the popup');
  await inRounds({
    subjects: lab.subjects,
    runs,
    warmUps,
    measure: (subject) => openPopup(lab, subject, false),
    keep: (subject, opening) => of(subject).opened.push(opening),
  });
  say('tracing the popup');
  await inRounds({
    subjects: scripted,
    runs: part(2),
    measure: (subject) => openPopup(lab, subject, true),
    keep: (subject, opening) => of(subject).traced.push(opening),
  });
  say('polling');
  await inRounds({
    subjects: scripted,
    runs: part(2),
    warmUps: 1,
    measure: (subject) => measurePoll(lab, subject),
    keep: (subject, poll) => of(subject).polled.push(poll),
  });
  say('scrolling, searching, selecting');
  await inRounds({
    subjects: lab.subjects.filter((subject) => !isFloor(subject) && subject.count === many),
    runs: part(5),
    measure: (subject) => usePopup(lab, subject),
    keep: (subject, use) => of(subject).used.push(use),
  });
  return measured;
}
