import type { Fault } from './fault';

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

/** One user of the API: own credentials, own invitations, own rate limit. */
export interface SandboxUser {
  readonly credentials: SandboxCredentials;
  /** Adds a pending invitation: sent now, open for four days, believable where `partial` says nothing. */
  addInvite(partial?: Partial<SandboxInvite>): SandboxInvite & { id: string };
  /** A copy of the invitation as it is now. */
  invite(id: string): SandboxInvite | undefined;
  /** Copies of all invitations, whatever their status. */
  invites(): SandboxInvite[];
  /** Replaces all invitations, exactly as given: nothing is filled in. */
  setInvites(list: readonly SandboxInvite[]): void;
  removeInvite(id: string): void;
  /** How many PATCHes changed this invitation, whether or not their answer arrived. */
  patchesThatTookEffect(id: string): number;
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
  /** Serves `/_sandbox/faults` and `/_sandbox/invites` as well, default false. */
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
