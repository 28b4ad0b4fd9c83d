import { browser } from 'wxt/browser';
import { credentialsSchema, keepings, shortestPassphrase } from '@/lib/domain/credentials';
import type { Failure } from '@/lib/domain/failure';
import { graceTimes, inviterLists } from '@/lib/domain/inviters';
import * as z from '@/lib/zod';

const refSchema = z.object({ connectionId: z.string(), key: z.string() });

const connectSchema = z.object({
  type: z.literal('connect'),
  credentials: credentialsSchema,
  keeping: z.enum(keepings),
  /** For credentials that are to be kept encrypted, unless the vault is open. */
  passphrase: z.nullable(z.string()),
  /** The connection whose credentials these replace. */
  replaces: z.nullable(z.string()),
});

/** What a page may ask of the worker. None of them answers with a secret. */
export const commandSchema = z.discriminatedUnion('type', [
  /** The popup was opened: renew what is older than a minute. */
  z.object({ type: z.literal('opened') }),
  /** The popup was closed: what it could have undone is sent. */
  z.object({ type: z.literal('closed') }),
  z.object({ type: z.literal('refresh') }),
  /** A press was stored: its key is in storage, and says all. */
  z.object({ type: z.literal('pressed') }),
  /** A failed response was read and may go. */
  z.extend(refSchema, { type: z.literal('dismiss') }),
  /** Asks Cloudflare for one invitation; answered with what went wrong. */
  z.extend(refSchema, { type: z.literal('details') }),
  /** Takes back a response that can have had no effect yet. */
  z.extend(refSchema, { type: z.literal('cancel') }),
  /** The same for what is left of several. */
  z.object({ type: z.literal('cancel-batch') }),
  z.object({ type: z.literal('dismiss-batch') }),
  z.object({ type: z.literal('rename'), connectionId: z.string(), name: z.string() }),
  /** Changes a list of inviters of a login, each by itself: what another page did to it meanwhile stays. */
  z.object({
    type: z.literal('inviters'),
    connectionId: z.string(),
    list: z.enum(inviterLists),
    add: z.array(z.string()),
    remove: z.array(z.string()),
  }),
  z.object({ type: z.literal('grace'), connectionId: z.string(), minutes: z.literal(graceTimes) }),
  connectSchema,
  /** Encrypts the stored credentials of a connection; the passphrase as at connecting. */
  z.object({ type: z.literal('encrypt'), connectionId: z.string(), passphrase: z.nullable(z.string()) }),
  z.object({ type: z.literal('unlock'), passphrase: z.string() }),
  z.object({ type: z.literal('lock') }),
  z.object({
    type: z.literal('change-passphrase'),
    current: z.string(),
    next: z.minString(shortestPassphrase),
  }),
  /** The person did something that no other command tells: the time until it locks begins anew. */
  z.object({ type: z.literal('used') }),
  /** Shows what a notification looks like. */
  z.object({ type: z.literal('test-notification') }),
  z.object({ type: z.literal('disconnect'), connectionId: z.string() }),
]);

export type Command = z.infer<typeof commandSchema>;
export type ConnectCommand = z.infer<typeof connectSchema>;
type DetailsCommand = Extract<Command, { type: 'details' }>;
/** A command that is answered with what went wrong: a wrong passphrase, or that the browser does not save. */
type FallibleCommand = Extract<
  Command,
  { type: 'encrypt' | 'unlock' | 'change-passphrase' | 'rename' | 'inviters' | 'grace' | 'disconnect' }
>;

/** A command that has nothing to answer but that it was carried out. */
export type PlainCommand = Exclude<Command, ConnectCommand | FallibleCommand | DetailsCommand>;

/** How connecting ended: what was found, or why nothing was saved. */
export type ConnectReply =
  | { ok: true; connectionId: string; pending: number; canRespond: boolean }
  | { ok: false; failure: Failure };
export type Reply = ConnectReply | { failure: Failure | null } | null;

/**
 * Sends a command and waits until the worker has carried it out; what changed is then in storage. Rejects when the
 * worker cannot be reached, as all of these do.
 */
export async function sendCommand(command: PlainCommand): Promise<void> {
  await ask<null>(command);
}

/** Tries credentials and keeps them when they work. */
export async function sendConnect(command: ConnectCommand): Promise<ConnectReply> {
  return ask<ConnectReply>(command);
}

/** Has something changed and tells what went wrong, or null once it is changed. */
export async function sendChange(command: FallibleCommand): Promise<Failure | null> {
  return (await ask<{ failure: Failure | null }>(command)).failure;
}

/** Has one invitation renewed and tells what went wrong, or null. */
export async function sendDetails(command: DetailsCommand): Promise<Failure | null> {
  return (await ask<{ failure: Failure | null }>(command)).failure;
}

/** Page and worker are of one version, so a reply has the form that its type says. */
async function ask<T extends Reply>(command: Command): Promise<T> {
  const reply = await browser.runtime.sendMessage<Command, T | undefined>(command);
  if (reply === undefined) throw new Error('The worker gave no answer.');
  return reply;
}

/** Whether a message comes from one of this extension's own pages: no website, no content script, no other extension. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined }): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('/')) === true;
}
