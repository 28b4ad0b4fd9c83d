import { browser } from 'wxt/browser';
import { credentialsSchema } from './cloudflare/credentials';
import { type Failure, failureSchema } from './cloudflare/failure';
import { batchSchema } from './invites/batch';
import { keepings, shortestPassphrase } from './vault/keeping';
import { z } from './zod';

const invite = { connectionId: z.string(), inviteId: z.string() };

const connectSchema = z.object({
  type: z.literal('connect'),
  credentials: credentialsSchema,
  keeping: z.enum(keepings),
  /** For credentials that are to be kept encrypted, unless the vault is open. */
  passphrase: z.nullable(z.string()),
  /** The connection whose credentials these replace. */
  replaces: z.nullable(z.string()),
});

const detailsSchema = z.object({ type: z.literal('details'), ...invite });

export type ConnectCommand = z.infer<typeof connectSchema>;

/** What a page may ask of the worker. None of them answers with a secret. */
export const commandSchema = z.discriminatedUnion('type', [
  /** The popup was opened: renew what is older than a minute. */
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('respond'), ...invite, answer: z.enum(['accepted', 'rejected']) }),
  /** A failed response was read and may go. */
  z.object({ type: z.literal('dismiss'), ...invite }),
  /** Asks Cloudflare for one invitation; answered with what went wrong. */
  detailsSchema,
  z.object({ type: z.literal('respond-all'), items: batchSchema.shape.items }),
  /** Takes back what of several responses was not sent yet. */
  z.object({ type: z.literal('cancel-batch') }),
  z.object({ type: z.literal('dismiss-batch') }),
  z.object({ type: z.literal('rename'), connectionId: z.string(), name: z.string() }),
  connectSchema,
  z.object({ type: z.literal('unlock'), passphrase: z.string() }),
  z.object({ type: z.literal('lock') }),
  z.object({
    type: z.literal('change-passphrase'),
    current: z.string(),
    next: z.string().check(z.minLength(shortestPassphrase)),
  }),
  /** The person did something that no other command tells: the time until it locks begins anew. */
  z.object({ type: z.literal('used') }),
  z.object({ type: z.literal('disconnect'), connectionId: z.string() }),
]);

export type Command = z.infer<typeof commandSchema>;

/** The answer to `connect`. */
const connectReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), connectionId: z.string(), pending: z.number(), canRespond: z.boolean() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

export type ConnectReply = z.infer<typeof connectReplySchema>;

/** The answer to `unlock` and `change-passphrase`: whether the passphrase was right. */
const passphraseReplySchema = z.object({ right: z.boolean() });

export type PassphraseReply = z.infer<typeof passphraseReplySchema>;

type PassphraseCommand = Extract<Command, { type: 'unlock' | 'change-passphrase' }>;

/** The answer to `details`. */
const detailsReplySchema = z.object({ failure: z.nullable(failureSchema) });

export type DetailsReply = z.infer<typeof detailsReplySchema>;

type DetailsCommand = z.infer<typeof detailsSchema>;

/** A command without an answer. */
export type PlainCommand = Exclude<Command, ConnectCommand | PassphraseCommand | DetailsCommand>;

/** Sends a command and waits until the worker has carried it out; what changed is then in storage. */
export async function sendCommand(command: PlainCommand): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/** Tries credentials and keeps them when they work. Rejects when the worker cannot be reached. */
export async function sendConnect(command: ConnectCommand): Promise<ConnectReply> {
  return z.parse(connectReplySchema, await browser.runtime.sendMessage(command));
}

/** Hands over a passphrase and tells whether it was right. Rejects when the worker cannot be reached. */
export async function sendPassphrase(command: PassphraseCommand): Promise<boolean> {
  return z.parse(passphraseReplySchema, await browser.runtime.sendMessage(command)).right;
}

/** Whether a message comes from one of this extension's own pages: no website, no content script, no other extension. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined }): boolean {
  const origin = new URL(browser.runtime.getURL('/popup.html')).origin;
  return (
    sender.id === browser.runtime.id &&
    URL.canParse(sender.url ?? '') &&
    new URL(sender.url ?? '').origin === origin
  );
}

/** Has one invitation renewed and tells what went wrong, or null. Rejects when the worker cannot be reached. */
export async function sendDetails(command: DetailsCommand): Promise<Failure | null> {
  return z.parse(detailsReplySchema, await browser.runtime.sendMessage(command)).failure;
}
