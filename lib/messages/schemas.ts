import * as z from 'zod/mini';
import { credentialsSchema, failureSchema } from '../cloudflare/schemas';
import { batchSchema } from '../invites/schemas';
import { keepings, shortestPassphrase } from '../vault/keeping';

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
export const connectReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), connectionId: z.string(), pending: z.number(), canRespond: z.boolean() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

export type ConnectReply = z.infer<typeof connectReplySchema>;

/** The answer to a command that has nothing to tell but that it was carried out. */
export const doneReplySchema = z.null();

/** The answer to `unlock` and `change-passphrase`: whether the passphrase was right. */
export const passphraseReplySchema = z.object({ right: z.boolean() });

export type PassphraseReply = z.infer<typeof passphraseReplySchema>;

/** The answer to `details`. */
export const detailsReplySchema = z.object({ failure: z.nullable(failureSchema) });

export type DetailsReply = z.infer<typeof detailsReplySchema>;
