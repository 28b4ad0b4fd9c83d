import { browser } from 'wxt/browser';
import { credentialsSchema, keepings, passphraseProblem } from '@/lib/domain/credentials';
import type { Failure } from '@/lib/domain/failure';
import { graceTimes, inviterLists } from '@/lib/domain/inviters';
import * as z from '@/lib/zod';

const refSchema = z.object({ connectionId: z.string(), key: z.string() });

const connectSchema = z.object({
  type: z.literal('connect'),
  credentials: credentialsSchema,
  keeping: z.enum(keepings),
  /** Needed to keep credentials encrypted, unless the vault is open. */
  passphrase: z.nullable(z.string()),
  /** The connection whose credentials these replace. */
  replaces: z.nullable(z.string()),
});

/** What a page may ask the worker to do. No reply contains a secret. */
export const commandSchema = z.discriminatedUnion('type', [
  /** The popup was opened: refresh what is older than a minute. */
  z.object({ type: z.literal('opened') }),
  /** The popup was closed: send the answers that it could have undone. */
  z.object({ type: z.literal('closed') }),
  z.object({ type: z.literal('refresh') }),
  /** A press was stored; everything about it is in storage. */
  z.object({ type: z.literal('pressed') }),
  /** The user dismissed a failed response. */
  z.extend(refSchema, { type: z.literal('dismiss') }),
  /** Asks Cloudflare for one invitation; the reply says what went wrong. */
  z.extend(refSchema, { type: z.literal('details') }),
  /** Takes back a response that cannot have had an effect yet. */
  z.extend(refSchema, { type: z.literal('cancel') }),
  /** The same for the rest of a batch. */
  z.object({ type: z.literal('cancel-batch') }),
  z.object({ type: z.literal('dismiss-batch') }),
  z.object({ type: z.literal('rename'), connectionId: z.string(), name: z.string() }),
  /** Changes single entries in a login's list of inviters, so that changes by another page are kept. */
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
    next: z.stringWhere((next) => passphraseProblem(next) === null),
  }),
  /** The user did something that sends no other command: restarts the time until the vault locks. */
  z.object({ type: z.literal('used') }),
  /** Shows what a notification looks like. */
  z.object({ type: z.literal('test-notification') }),
  z.object({ type: z.literal('disconnect'), connectionId: z.string() }),
]);

export type Command = z.infer<typeof commandSchema>;
export type ConnectCommand = z.infer<typeof connectSchema>;
type DetailsCommand = Extract<Command, { type: 'details' }>;
/** A command whose reply says what went wrong, such as a wrong passphrase or the browser refusing to save. */
type FallibleCommand = Extract<
  Command,
  { type: 'encrypt' | 'unlock' | 'change-passphrase' | 'rename' | 'inviters' | 'grace' | 'disconnect' }
>;

/** A command whose reply only says that it was carried out. */
export type PlainCommand = Exclude<Command, ConnectCommand | FallibleCommand | DetailsCommand>;

/**
 * The result of connecting: what was found, or why nothing was saved. `existed`: the person was connected already, and
 * the page did not know.
 */
export type ConnectReply =
  | { ok: true; connectionId: string; existed: boolean; pending: number; canRespond: boolean }
  | { ok: false; failure: Failure };
export type Reply = ConnectReply | { failure: Failure | null } | null;

/**
 * Sends a command and waits until the worker has carried it out; its changes are then in storage. Rejects if the worker
 * cannot be reached, as do all functions here.
 */
export async function sendCommand(command: PlainCommand): Promise<void> {
  await ask<null>(command);
}

/** Tries credentials and keeps them when they work. */
export async function sendConnect(command: ConnectCommand): Promise<ConnectReply> {
  return ask<ConnectReply>(command);
}

/** Asks the worker for a change. Resolves to what went wrong, or null once it is done. */
export async function sendChange(command: FallibleCommand): Promise<Failure | null> {
  return (await ask<{ failure: Failure | null }>(command)).failure;
}

/** Asks the worker to refresh one invitation. Resolves to what went wrong, or null. */
export async function sendDetails(command: DetailsCommand): Promise<Failure | null> {
  return (await ask<{ failure: Failure | null }>(command)).failure;
}

/** Page and worker have the same version, so a reply matches its type. */
async function ask<T extends Reply>(command: Command): Promise<T> {
  const reply = await browser.runtime.sendMessage<Command, T | undefined>(command);
  if (reply === undefined) throw new Error('The worker did not reply.');
  return reply;
}

/** Whether a message comes from one of this extension's own pages, not a website, content script or other extension. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined }): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('/')) === true;
}
