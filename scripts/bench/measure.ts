import { isFloor, type Lab, type Subject, type SubjectName } from './lab';
import { type Opening, openPopup } from './open-popup';
import { measurePoll, type Poll } from './poll';
import { inRounds } from './rounds';
import { type Use, usePopup } from './use-popup';

/** How many invitations an ordinary list and a very long one hold. */
export const few = 20;
export const many = 2000;

/** What was measured of one subject with one number of invitations. */
export interface Samples {
  opened: Opening[];
  /** Tracing slows down what it traces, so these give script and tasks alone. */
  traced: Opening[];
  polled: Poll[];
  used: Use[];
}

/** By number of invitations. The floors have no worker and nothing to use, so they are only opened. */
export type Measured = Partial<Record<SubjectName, Record<number, Samples>>>;

/** The browser keeps compiled script once it was loaded twice: from the third opening on, all are alike. */
const warmUps = 3;

/** Measures everything; each number of runs follows from that of the quickest measure. */
export async function measure(lab: Lab, runs: number, say: (what: string) => void): Promise<Measured> {
  const measured: Measured = {};
  const part = (divisor: number) => Math.max(1, Math.ceil(runs / divisor));
  const plan = [
    { count: few, opened: runs, traced: part(3), polled: part(3), used: 0 },
    { count: many, opened: part(3), traced: part(7), polled: part(5), used: part(7) },
  ];
  for (const { count, ...times } of plan) {
    const of = ({ name }: Subject): Samples => {
      measured[name] ??= {};
      measured[name][count] ??= { opened: [], traced: [], polled: [], used: [] };
      return measured[name][count];
    };
    say(`${count} invitations: filling`);
    await lab.fill(count);
    const all = lab.subjects;
    const builds = all.filter((subject) => !isFloor(subject));
    say(`${count} invitations: opening the popup`);
    await inRounds({
      subjects: all,
      runs: times.opened,
      warmUps,
      measure: (subject) => openPopup(lab, subject, count, false),
      keep: (subject, opening) => of(subject).opened.push(opening),
    });
    say(`${count} invitations: tracing the popup`);
    await inRounds({
      subjects: all.filter(({ name }) => name !== 'floor'),
      runs: times.traced,
      measure: (subject) => openPopup(lab, subject, count, true),
      keep: (subject, opening) => of(subject).traced.push(opening),
    });
    say(`${count} invitations: polling`);
    await inRounds({
      subjects: all.filter(({ name }) => name !== 'floor'),
      runs: times.polled,
      warmUps: 1,
      measure: (subject) => measurePoll(lab, subject, count),
      keep: (subject, poll) => of(subject).polled.push(poll),
    });
    if (times.used > 0) say(`${count} invitations: scrolling, searching, selecting`);
    await inRounds({
      subjects: builds,
      runs: times.used,
      measure: (subject) => usePopup(lab, subject, count),
      keep: (subject, use) => of(subject).used.push(use),
    });
  }
  return measured;
}
