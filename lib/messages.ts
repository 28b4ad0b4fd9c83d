import { browser } from 'wxt/browser';
import { credentialsSchema } from './cloudflare/credentials';
import { failureSchema } from './cloudflare/failure';
import { z } from './zod';

const invite = { connectionId: z.string(), inviteId: z.string() };

/** What a page may ask of the worker. None of them answers with a secret. */
export const commandSchema = z.discriminatedUnion('type', [
  /** The popup was opened: renew what is older than a minute. */
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('respond'), ...invite, answer: z.enum(['accepted', 'rejected']) }),
  /** A failed response was read and may go. */
  z.object({ type: z.literal('dismiss'), ...invite }),
  z.object({ type: z.literal('connect'), credentials: credentialsSchema, replaces: z.nullable(z.string()) }),
  z.object({ type: z.literal('disconnect'), connectionId: z.string() }),
]);

export type Command = z.infer<typeof commandSchema>;

/** The answer to `connect`. */
const connectReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), connectionId: z.string(), pending: z.number(), canRespond: z.boolean() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

export type ConnectReply = z.infer<typeof connectReplySchema>;

/** Sends a command and waits until the worker has carried it out; what changed is then in storage. */
export async function sendCommand(command: Exclude<Command, { type: 'connect' }>): Promise<void> {
  await browser.runtime.sendMessage(command);
}

/** Tries credentials and keeps them when they work. Rejects when the worker cannot be reached. */
export async function sendConnect(command: Extract<Command, { type: 'connect' }>): Promise<ConnectReply> {
  return z.parse(connectReplySchema, await browser.runtime.sendMessage(command));
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
