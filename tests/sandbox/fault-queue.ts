import type { Fault } from './fault';

type Latency = Extract<Fault, { kind: 'latency' }>;

/** A fault that affects what the reply is, not when it comes. */
export type AnswerFault = Exclude<Fault, Latency>;

/** The armed faults, each used up after its `times`. */
export class FaultQueue {
  #armed: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    const times = fault.times ?? 1;
    this.#armed.push({ fault, left: times === 'always' ? Number.POSITIVE_INFINITY : times });
  }

  clear(): void {
    this.#armed = [];
  }

  /** Uses the first latency for this request and returns its milliseconds; 0 if there is none. */
  takeLatency(method: string, path: string): number {
    return this.#take(method, path, (fault) => (fault.kind === 'latency' ? fault : undefined))?.ms ?? 0;
  }

  /** Uses the first other fault for this request. */
  takeAnswerFault(method: string, path: string): AnswerFault | undefined {
    return this.#take(method, path, (fault) => (fault.kind === 'latency' ? undefined : fault));
  }

  #take<Kind extends Fault>(
    method: string,
    path: string,
    pick: (fault: Fault) => Kind | undefined,
  ): Kind | undefined {
    for (const [index, entry] of this.#armed.entries()) {
      const picked = pick(entry.fault);
      if (!picked || !matches(picked, method, path)) continue;
      entry.left -= 1;
      if (entry.left <= 0) this.#armed.splice(index, 1);
      return picked;
    }
    return undefined;
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  return matchesMethod(fault, method) && matchesPath(fault.path, path);
}

function matchesMethod(fault: Fault, method: string): boolean {
  if (fault.kind === 'lost-answer') return method === 'PATCH' || method === 'PUT';
  return fault.method === undefined || fault.method.toUpperCase() === method;
}

function matchesPath(wanted: string | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  if (!wanted.endsWith('$')) return path.includes(wanted);
  return path.replace(/\?.*$/, '').endsWith(wanted.slice(0, -1));
}
