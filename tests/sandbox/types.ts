import type { Fault } from './fault';
import type { Lag } from './invitation-list';
import type { AddedMembership, SandboxMembership } from './membership';
import type { UserOptions } from './user-options';

/**
 * An invitation on the wire, as Cloudflare's API document names its fields. Only the two ids are always there: `id`
 * and `status` may be absent, and a status outside the documented four may come one day. Times are RFC 3339.
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

/** The credentials of one user; the tokens differ in what they may do. */
export interface SandboxCredentials {
  email: string;
  /** Global API key: may do everything the user may. */
  globalKey: string;
  /** API token with 'Memberships Write': may list and respond. */
  token: string;
  /** API token with 'Memberships Write' and 'User Details Read': may ask for the user too. */
  userDetailsToken: string;
  /** API token with 'Memberships Read': may list, not respond. */
  readOnlyToken: string;
  /** API token without any Memberships permission. */
  noPermissionToken: string;
  /** API token whose time has passed. */
  expiredToken: string;
}

/** One request as it arrived, in the order of arrival. */
export interface RecordedRequest {
  method: string;
  /** With the query, as sent. */
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Epoch milliseconds by the sandbox's clock. */
  at: number;
  /** HTTP status answered; `dropped` when the connection ended without an answer, `pending` until then. */
  responded: number | 'dropped' | 'pending';
}

/**
 * One user of the API: own credentials, own invitations, own rate limit. An invite and a membership of the same account
 * (`organization_id` is `account.id`) are two views of one invitation: answering one answers the other, and an
 * invitation that was answered by either route is refused by both.
 */
export interface SandboxUser {
  readonly credentials: SandboxCredentials;
  /**
   * Adds a pending invitation to `/user/invites` alone: sent now, open for four days, believable where `partial` says
   * nothing.
   */
  addInvite(partial?: Partial<SandboxInvite>): SandboxInvite & { id: string };
  /** A copy of the invitation as it is now. */
  invite(id: string): SandboxInvite | undefined;
  /** Copies of all invitations, whatever their status. */
  invites(): SandboxInvite[];
  /** Replaces all invitations, exactly as given: nothing is filled in. */
  setInvites(list: readonly SandboxInvite[]): void;
  removeInvite(id: string): void;
  /** Adds a pending membership to `/memberships` alone, believable where `partial` and its account say nothing. */
  addMembership(partial?: SandboxMembership): AddedMembership;
  /** A copy of the membership as its list shows it now. */
  membership(id: string): SandboxMembership | undefined;
  /** Copies of all memberships, whatever their status. */
  memberships(): SandboxMembership[];
  /** Replaces all memberships, exactly as given: nothing is filled in. */
  setMemberships(list: readonly SandboxMembership[]): void;
  removeMembership(id: string): void;
  /** Adds an invitation to both lists. */
  addBoth(partial?: Partial<SandboxInvite>): {
    invite: SandboxInvite & { id: string };
    membership: AddedMembership;
  };
  /**
   * Lets `list` show answers given by the other route only after so many milliseconds of the sandbox's clock, or at
   * `catchUp`; 0, the default, is at once. It counts for answers to come.
   */
  lag(list: 'invites' | 'memberships', by: Lag): void;
  /** Lets both lists show every answer now. */
  catchUp(): void;
  /** How many PATCHes changed this invitation, whether or not their answer arrived. */
  patchesThatTookEffect(id: string): number;
  /** How many PATCHes and PUTs together answered an invitation of this account. */
  answersThatTookEffect(accountId: string): number;
  /** Changes what differs between plans or is undocumented; what is not named stays. */
  configure(changes: Partial<UserOptions>): void;
  /** What `GET /user` says of two-factor authentication, at first that it is off. No answer depends on it. */
  setTwoFactor(enabled: boolean): void;
}

export interface SandboxOptions {
  /** Port of HTTPS, default any free one. */
  httpsPort?: number;
  /** Port of plain HTTP, default any free one. */
  httpPort?: number;
  /** The sandbox's clock in epoch milliseconds, default `Date.now`. */
  now?: () => number;
  /** Requests a user may send per window; past it all are refused for one window. Default 1200 per 300 s. */
  rateLimit?: { requests?: number; windowSeconds?: number };
  /** Failed authentications within 300 s after which every authentication is refused for 300 s. Default 20. */
  maxAuthFailures?: number;
  /** What the first user is invited to at the start, default nothing. */
  invites?: readonly SandboxInvite[];
  /** The memberships of the first user at the start, default none. */
  memberships?: readonly SandboxMembership[];
  /** Serves what is below `/_sandbox/` as well (control.ts), default false. */
  controlEndpoints?: boolean;
}

/** Cloudflare's invitations API on loopback. Its own credentials and invitations are those of the first of `users`. */
export interface Sandbox extends SandboxUser {
  readonly httpsPort: number;
  readonly httpPort: number;
  /** Base64 SHA-256 of the certificate's public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spkiHash: string;
  readonly certificatePem: string;
  /** Two users; the second one starts without invitations. */
  readonly users: readonly [SandboxUser, SandboxUser];
  /** Arms a fault. Of several that match a request, the one armed first is applied; latency adds to any other. */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Everything that arrived, in order; the same live list all the time. */
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  resetRateLimit(): void;
  resetAuthFailures(): void;
  /** Makes a key or token unknown until it is restored. */
  revoke(secret: string): void;
  restore(secret: string): void;
  /** Ends every connection, answered or not, and frees the ports. */
  close(): Promise<void>;
}
