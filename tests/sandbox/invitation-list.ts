import type { ApiFailure } from './envelope';
import { notRouted } from './failures';

/** How late a list shows an answer given through the other route: milliseconds, or until `catchUp` is called. */
export type Lag = number | 'until-catch-up';

interface Listed {
  id?: string;
  status?: string;
}

interface Entry<Item> {
  item: Item;
  /** An answer given through the other route that this list does not show yet. */
  late?: { status: string; atMs: number };
}

/** What a list needs to know about its items. */
interface Nature<Item> {
  accountOf(item: Item): string | undefined;
  /** Why it cannot be answered, if it cannot. */
  refusalOf(item: Item): ApiFailure | undefined;
}

/** One of the two lists of a user's invitations. It can be late to show an answer given through the other route. */
export class InvitationList<Item extends Listed> {
  #entries: Entry<Item>[] = [];
  #lag: Lag = 0;

  /** `now` is in epoch milliseconds. */
  constructor(
    private readonly nature: Nature<Item>,
    private readonly now: () => number,
  ) {}

  /** Copies of all items, as the list shows them now. */
  all(): Item[] {
    return this.#shown().map(({ item }) => structuredClone(item));
  }

  /** A copy. */
  get(id: string): Item | undefined {
    return structuredClone(this.#find(id)?.item);
  }

  add(item: Item): void {
    this.#entries.push({ item: structuredClone(item) });
  }

  replace(items: readonly Item[]): void {
    this.#entries = items.map((item) => ({ item: structuredClone(item) }));
  }

  remove(id: string): void {
    this.#entries = this.#entries.filter(({ item }) => item.id !== id);
  }

  /** Answers an invitation. Shown at once, and refused if it was answered before through either route. */
  answer(id: string, status: string, path: string): { item: Item } | { failure: ApiFailure } {
    const entry = this.#find(id);
    if (!entry) return { failure: notRouted(path) };
    const failure = this.#refusalOf(entry);
    if (failure) return { failure };
    entry.item.status = status;
    return { item: structuredClone(entry.item) };
  }

  /** Applies an answer for this account that was given through the other route, delayed by the lag. */
  follow(accountId: string, status: string): void {
    const atMs = this.#lag === 'until-catch-up' ? Number.POSITIVE_INFINITY : this.now() + this.#lag;
    for (const entry of this.#shown()) {
      const concerned = this.nature.accountOf(entry.item) === accountId;
      if (concerned && !this.#refusalOf(entry)) entry.late = { status, atMs };
    }
  }

  /** How late answers are shown that arrive from now on. */
  lag(by: Lag): void {
    this.#lag = by;
  }

  /** Shows every answer. */
  catchUp(): void {
    for (const entry of this.#entries) showLate(entry);
  }

  #find(id: string): Entry<Item> | undefined {
    return this.#shown().find(({ item }) => item.id === id);
  }

  #shown(): Entry<Item>[] {
    for (const entry of this.#entries) {
      if (entry.late && entry.late.atMs <= this.now()) showLate(entry);
    }
    return this.#entries;
  }

  #refusalOf({ item, late }: Entry<Item>): ApiFailure | undefined {
    return this.nature.refusalOf(late ? { ...item, status: late.status } : item);
  }
}

function showLate<Item extends Listed>(entry: Entry<Item>): void {
  if (!entry.late) return;
  entry.item.status = entry.late.status;
  delete entry.late;
}
