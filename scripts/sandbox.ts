import { parseArgs } from 'node:util';
import { believableInvites } from '../tests/sandbox/believable-invites';
import { believableMemberships } from '../tests/sandbox/believable-memberships';
import { startSandbox } from '../tests/sandbox/start';
import type { Sandbox } from '../tests/sandbox/types';

const defaultPort = 4180;

const help = `A local version of Cloudflare's invitations API, with made-up invitations.

Usage: npm run sandbox

  PORT=4180   the HTTP port; HTTPS uses the next one
  --help      shows this text

It prints addresses, credentials and commands to try, and runs until Ctrl+C.`;

/** A mistake by the user: printed as one sentence, without a stack. */
class UsageError extends Error {}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  if (readHelpFlag()) {
    console.log(help);
    return;
  }
  const port = readPort(process.env['PORT']);
  const sandbox = await start(port);
  console.log(introduction(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close());
  }
}

function readHelpFlag(): boolean {
  try {
    return parseArgs({ options: { help: { type: 'boolean', short: 'h' } } }).values.help ?? false;
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)} (--help shows the usage.)`,
    );
  }
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return defaultPort;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  // HTTPS uses the next port, so the last one does not work.
  if (port >= 1 && port <= 65_534) return port;
  throw new UsageError(`PORT must be a whole number from 1 to 65534, not '${text}'.`);
}

async function start(port: number): Promise<Sandbox> {
  try {
    return await startSandbox({
      httpPort: port,
      httpsPort: port + 1,
      invites: believableInvites(Date.now()),
      memberships: believableMemberships(Date.now()),
      controlEndpoints: true,
    });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'EADDRINUSE') {
      throw new UsageError(
        `Port ${port} or ${port + 1} is already in use: stop what uses it, or set PORT to another port.`,
      );
    }
    if (error.code === 'EACCES')
      throw new UsageError(`No permission to use port ${port}: set PORT to one above 1023.`);
    throw error;
  }
}

function introduction(sandbox: Sandbox): string {
  const { email, globalKey, token, userDetailsToken, readOnlyToken, noPermissionToken, expiredToken } =
    sandbox.credentials;
  const origin = `http://127.0.0.1:${sandbox.httpPort}`;
  const v4 = `${origin}/client/v4`;
  const api = `${v4}/user/invites`;
  const control = `${origin}/_sandbox`;
  const id = sandbox.invites().find(({ status }) => status === 'pending')?.id;
  const membershipId = sandbox.memberships().findLast(({ status }) => status === 'pending')?.id;
  const auth = `-H 'Authorization: Bearer ${token}'`;
  const json = "-H 'Content-Type: application/json'";
  return `Cloudflare's invitations API, on this machine only. Press Ctrl+C to stop it.

  HTTP   ${v4}
  HTTPS  https://127.0.0.1:${sandbox.httpsPort}/client/v4
  Certificate's key (for --ignore-certificate-errors-spki-list)  ${sandbox.spkiHash}

Credentials (all made up)
  Email               ${email}
  Global API key      ${globalKey}
  Token               ${token}
  With user details   ${userDetailsToken}
  Read-only token     ${readOnlyToken}
  No permission       ${noPermissionToken}
  Expired token       ${expiredToken}
  Second login        ${sandbox.users[1].credentials.email}  ${sandbox.users[1].credentials.token}

List
  curl -s ${api} ${auth}
List with the Global API key
  curl -s ${api} -H 'X-Auth-Email: ${email}' -H 'X-Auth-Key: ${globalKey}'
Get one
  curl -s ${api}/${id} ${auth}
Accept it (reject: "rejected")
  curl -s -X PATCH ${api}/${id} ${auth} ${json} -d '{"status":"accepted"}'
List pending memberships, Cloudflare's other list of invitations
  curl -s '${v4}/memberships?status=pending' ${auth}
Accept one of them
  curl -s -X PUT ${v4}/memberships/${membershipId} ${auth} ${json} -d '{"status":"accepted"}'
Get the user
  curl -s ${v4}/user -H 'Authorization: Bearer ${userDetailsToken}'
Add an invitation to one list (every field is optional), to the other, or to both
  curl -s -X POST ${control}/invites ${json} -d '{"organization_name":"New Client"}'
  curl -s -X POST ${control}/memberships ${json} -d '{"account":{"name":"New Client"}}'
  curl -s -X POST ${control}/both ${json} -d '{"organization_name":"New Client"}'
Refuse a list, as on a plan without it (served, refused, unknown)
  curl -s -X POST ${control}/user ${json} -d '{"options":{"invites":"refused"}}'
Return wrong counts, ignore the filter, turn two-factor on
  curl -s -X POST ${control}/user ${json} -d '{"options":{"totalCount":"unfiltered","totalPages":true,"statusFilter":"ignored"},"twoFactor":true}'
Make memberships show answers to invites late (milliseconds, or until-catch-up)
  curl -s -X POST ${control}/user ${json} -d '{"lag":{"memberships":"until-catch-up"}}'
  curl -s -X POST ${control}/catch-up
Make the next request fail (kinds: status, latency, drop, cut-off, html, throttled, redirect, lost-answer, raw, echo, hang)
  curl -s -X POST ${control}/faults ${json} -d '{"kind":"status","status":500,"times":1}'
Lose the reply to the next PATCH or PUT after it took effect
  curl -s -X POST ${control}/faults ${json} -d '{"kind":"lost-answer"}'
Clear all faults
  curl -s -X DELETE ${control}/faults
`;
}
