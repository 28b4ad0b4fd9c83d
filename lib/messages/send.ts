import { browser } from 'wxt/browser';
import type { Failure } from '../cloudflare/failure';
import { parse, type Schema } from '../parse';
import {
  type Command,
  type ConnectCommand,
  type ConnectReply,
  connectReplySchema,
  detailsReplySchema,
  doneReplySchema,
  passphraseReplySchema,
} from './schemas';

type PassphraseCommand = Extract<Command, { type: 'unlock' | 'change-passphrase' }>;
type DetailsCommand = Extract<Command, { type: 'details' }>;

/** A command without an answer. */
export type PlainCommand = Exclude<Command, ConnectCommand | PassphraseCommand | DetailsCommand>;

/**
 * Sends a command and waits until the worker has carried it out; what changed is then in storage. Rejects when the
 * worker cannot be reached.
 */
export async function sendCommand(command: PlainCommand): Promise<void> {
  await ask(command, doneReplySchema);
}

/** Tries credentials and keeps them when they work. Rejects when the worker cannot be reached. */
export async function sendConnect(command: ConnectCommand): Promise<ConnectReply> {
  return ask(command, connectReplySchema);
}

/** Hands over a passphrase and tells whether it was right. Rejects when the worker cannot be reached. */
export async function sendPassphrase(command: PassphraseCommand): Promise<boolean> {
  return (await ask(command, passphraseReplySchema)).right;
}

/** Has one invitation renewed and tells what went wrong, or null. Rejects when the worker cannot be reached. */
export async function sendDetails(command: DetailsCommand): Promise<Failure | null> {
  return (await ask(command, detailsReplySchema)).failure;
}

async function ask<T>(command: Command, schema: Schema<T>): Promise<T> {
  const reply = parse(schema, await browser.runtime.sendMessage(command));
  if (!reply) throw new Error('The worker gave no answer.');
  return reply.value;
}
