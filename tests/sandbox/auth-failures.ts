const windowMs = 300_000;

/**
 * Counts failed authentications. Cloudflare blocks after too many, but does not document whom, when or for how long.
 * This sandbox assumes the strictest rule: every credential from this address, including valid ones, for 300 s after
 * the last failure that counted.
 */
export class AuthFailures {
  #count = 0;
  #until = 0;

  constructor(
    private readonly max: number,
    private readonly now: () => number,
  ) {}

  get blocked(): boolean {
    return this.#count >= this.max && this.now() < this.#until;
  }

  add(): void {
    const now = this.now();
    if (now >= this.#until) this.#count = 0;
    this.#count += 1;
    // Until it blocks, failures count together if they are less than a window after the first.
    if (this.#count === 1 || this.#count >= this.max) this.#until = now + windowMs;
  }

  reset(): void {
    this.#count = 0;
    this.#until = 0;
  }
}
