import { type Failure, silentFailure } from '@/lib/cloudflare/failure';
import {
  type Command,
  type ConnectReply,
  commandSchema,
  type DetailsReply,
  type PassphraseReply,
} from '@/lib/messages/schemas';
import { isOwnPage } from '@/lib/messages/sender';
import { parse } from '@/lib/parse';
import { forgetKey } from '@/lib/storage/secrets';
import { cancelBatch, dismissBatch, enqueueBatch } from './batch';
import { connect, disconnect, renameConnection } from './connect';
import type { WorkerContext } from './context';
import { renewDetails } from './details';
import { dismissResponse, drainOutbox, enqueueResponses } from './respond';
import { changePassphrase, noteUse, unlock } from './vault';
import { carryThrough, wake } from './wake';

type Reply = ConnectReply | PassphraseReply | DetailsReply | null;
type Sender = Parameters<typeof isOwnPage>[0];

/**
 * Carries out a message that is a command from one of the extension's own pages. Anything else is refused: then it
 * returns undefined, which leaves the message unanswered.
 */
export function handleMessage(
  context: WorkerContext,
  message: unknown,
  sender: Sender,
): Promise<Reply> | undefined {
  if (!isOwnPage(sender)) return undefined;
  const command = parse(commandSchema, message);
  return command ? carryOut(context, command.value) : undefined;
}

/** Carries out a command, wherever it was given: in a page, or on a notification. */
export async function carryOut(context: WorkerContext, command: Command): Promise<Reply> {
  await noteUse(context);
  switch (command.type) {
    case 'opened':
      await wake(context, 'opened');
      break;
    case 'refresh':
      await wake(context, 'asked');
      break;
    case 'respond':
      await carryThrough(context, () => enqueueResponses(context, [command]));
      await wake(context, 'due');
      break;
    case 'dismiss':
      await carryThrough(context, () => dismissResponse(command));
      break;
    case 'details': {
      let failure: Failure | null = null;
      await carryThrough(context, async () => {
        failure = await renewDetails(context, command);
      });
      return { failure };
    }
    case 'respond-all':
      await carryThrough(context, () => enqueueBatch(context, command.items));
      await wake(context, 'due');
      break;
    case 'cancel-batch':
      await carryThrough(context, cancelBatch);
      break;
    case 'dismiss-batch':
      await carryThrough(context, dismissBatch);
      break;
    case 'rename':
      await carryThrough(context, () => renameConnection(command.connectionId, command.name.trim()));
      break;
    case 'connect': {
      let outcome: ConnectReply = { ok: false, failure: silentFailure('not-saved', context.nowMs()) };
      await carryThrough(context, async () => {
        outcome = await connect(context, command);
        if (outcome.ok) await drainOutbox(context);
      });
      return outcome;
    }
    case 'disconnect':
      await carryThrough(context, () => disconnect(context, command.connectionId));
      break;
    case 'unlock': {
      const right = await unlock(context, command.passphrase);
      if (right) await wake(context, 'opened');
      return { right };
    }
    case 'lock':
      await carryThrough(context, forgetKey);
      break;
    case 'change-passphrase': {
      const right = await changePassphrase(context, command.current, command.next);
      if (right) await wake(context, 'due');
      return { right };
    }
    case 'used':
      await carryThrough(context, async () => undefined);
  }
  return null;
}
