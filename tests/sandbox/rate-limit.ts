const policyName = '"default"';

/** Whether a request may pass, and the rate limit headers for the client. */
export interface Quota {
  allowed: boolean;
  headers: Record<string, string>;
}

interface Window {
  endsAt: number;
  used: number;
}

/**
 * Requests per window and user. A window begins with its first request. The request that exceeds the limit begins a new
 * window in which everything is refused, because Cloudflare blocks for five minutes once its limit is exceeded.
 */
export class RateLimiter {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly requests: number,
    private readonly windowSeconds: number,
    private readonly now: () => number,
  ) {}

  /** Counts a request by `user`. */
  spend(user: string): Quota {
    const now = this.now();
    const current = this.#windows.get(user);
    const window = current && now < current.endsAt ? current : this.#open(user, now);
    if (window.used === this.requests) window.endsAt = now + this.windowSeconds * 1000;
    window.used += 1;
    const allowed = window.used <= this.requests;
    const remaining = Math.max(0, this.requests - window.used);
    const seconds = Math.ceil((window.endsAt - now) / 1000);
    return {
      allowed,
      headers: {
        Ratelimit: `${policyName};r=${remaining};t=${seconds}`,
        'Ratelimit-Policy': `${policyName};q=${this.requests};w=${this.windowSeconds}`,
        ...(allowed ? {} : { 'Retry-After': String(seconds) }),
      },
    };
  }

  reset(): void {
    this.#windows.clear();
  }

  #open(user: string, now: number): Window {
    const window = { endsAt: now + this.windowSeconds * 1000, used: 0 };
    this.#windows.set(user, window);
    return window;
  }
}
