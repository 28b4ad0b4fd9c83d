import type { Fault } from './fault';
import type { Lag } from './invitation-list';
import type { AddedMembership, SandboxMembership } from './membership';
import type { UserOptions } from './user-options';

/**
 * An invitation on the wire, with the field names of Cloudflare's API documentation. Only the two required ids are
 * always there: `id` and `status` may be missing, and there may be other statuses than the documented four. Times are
 * RFC 3339.
 */
export interface SandboxInvite {
  id?: string;
  organization_id: string;
  organization_name?: string;
  invited_by?: string;
  invited_member_email?: string;
  invited_member_id: string | null;
  invited_on?: string;
  expires_on?: string;
  organization_is_enforcing_twofactor?: boolean;
  roles?: string[];
  status?: string;
}

/** The credentials of one user. The tokens differ in their permissions. */
export interface SandboxCredentials {
  email: string;
  /** Global API key: may do everything that the user may. */
  globalKey: string;
  /** API token with 'Memberships Write': may list and respond. */
  token: string;
  /** API token with 'Memberships Write' and 'User Details Read': may also get the user. */
  userDetailsToken: string;
  /** API token with 'Memberships Read': may list, not respond. */
  readOnlyToken: string;
  /** API token without any Memberships permission. */
  noPermissionToken: string;
  /** Expired API token. */
  expiredToken: string;
}

/** One recorded request. */
export interface RecordedRequest {
  method: string;
  /** Including the query, as sent. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Epoch milliseconds by the sandbox's clock. */
  at: number;
  /** The HTTP status of the reply; `dropped` if the connection ended without one, `pending` before that. */
  responded: number | 'dropped' | 'pending';
}

/**
 * One user of the API, with separate credentials, invitations and rate limit. An invite and a membership of the same
 * account (`organization_id` is `account.id`) are two views of one invitation: answering one answers the other, and
 * once it was answered through either route, both refuse another answer.
 */
export interface SandboxUser {
  readonly credentials: SandboxCredentials;
  /**
   * Adds a pending invitation only to `/user/invites`: sent now, open for four days, with believable values for what
   * `partial` leaves out.
   */
  addInvite(partial?: Partial<SandboxInvite>): SandboxInvite & { id: string };
  /** A copy of the invitation as it is now. */
  invite(id: string): SandboxInvite | undefined;
  /** Copies of all invitations, whatever their status. */
  invites(): SandboxInvite[];
  /** Replaces all invitations with exactly these: nothing is filled in. */
  setInvites(list: readonly SandboxInvite[]): void;
  removeInvite(id: string): void;
  /** Adds a pending membership only to `/memberships`, with believable values for what `partial` leaves out. */
  addMembership(partial?: SandboxMembership): AddedMembership;
  /** A copy of the membership as its list shows it now. */
  membership(id: string): SandboxMembership | undefined;
  /** Copies of all memberships, whatever their status. */
  memberships(): SandboxMembership[];
  /** Replaces all memberships with exactly these: nothing is filled in. */
  setMemberships(list: readonly SandboxMembership[]): void;
  removeMembership(id: string): void;
  /** Adds an invitation to both lists. */
  addBoth(partial?: Partial<SandboxInvite>): {
    invite: SandboxInvite & { id: string };
    membership: AddedMembership;
  };
  /**
   * Makes `list` show answers given through the other route only after this many milliseconds of the sandbox's clock,
   * or at `catchUp`. The default, 0, means at once. Applies to later answers.
   */
  lag(list: 'invites' | 'memberships', by: Lag): void;
  /** Makes both lists show every answer now. */
  catchUp(): void;
  /** How many PATCHes changed this invitation, whether or not their reply arrived. */
  patchesThatTookEffect(id: string): number;
  /** How many PATCHes and PUTs in total answered an invitation of this account. */
  answersThatTookEffect(accountId: string): number;
  /** Changes what differs between plans or is undocumented. Options that are left out stay as they are. */
  configure(changes: Partial<UserOptions>): void;
  /** Whether `GET /user` says that two-factor authentication is on, initially off. Nothing else depends on it. */
  setTwoFactor(enabled: boolean): void;
}

export interface SandboxOptions {
  /** Port of HTTPS, default any free one. */
  httpsPort?: number;
  /** Port of plain HTTP, default any free one. */
  httpPort?: number;
  /** The sandbox's clock in epoch milliseconds, default `Date.now`. */
  now?: () => number;
  /** Requests that a user may send per window. Beyond that all are refused for one window. Default 1200 per 300 s. */
  rateLimit?: { requests?: number; windowSeconds?: number };
  /** How many failed authentications within 300 s make it refuse every authentication for 300 s. Default 20. */
  maxAuthFailures?: number;
  /** The first user's invitations at the start, default none. */
  invites?: readonly SandboxInvite[];
  /** The first user's memberships at the start, default none. */
  memberships?: readonly SandboxMembership[];
  /** Whether to also serve the endpoints under `/_sandbox/` (control.ts), default false. */
  controlEndpoints?: boolean;
}

/** Cloudflare's invitations API on loopback. The sandbox itself acts as the first of `users`. */
export interface Sandbox extends SandboxUser {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** Base64 SHA-256 of the certificate's public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spkiHash: string;
  readonly certificatePem: string;
  /** Two users; the second one starts without invitations. */
  readonly users: readonly [SandboxUser, SandboxUser];
  /**
   * Arms a fault. If several match a request, the one armed first applies. Latency applies in addition to any other.
   */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** All requests in order of arrival; always the same live list. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  resetRateLimit(): void;
  resetAuthFailures(): void;
  /** Makes a key or token unknown until it is restored. */
  revoke(secret: string): void;
  restore(secret: string): void;
  /** Ends all connections, even those waiting for a reply, and frees the ports. */
  close(): Promise<void>;
}
