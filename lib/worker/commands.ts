import { type Failure, type FailureReason, silentFailure } from '@/lib/domain/failure';
import { isSameInvitation } from '@/lib/domain/outbox';
import { type Command, type ConnectReply, commandSchema, isOwnPage, type Reply } from '@/lib/messages';
import { connect, disconnect, renameConnection } from './connect';
import type { WorkerContext } from './context';
import { encryptCredentials } from './encrypt-credentials';
import { showTestNotification } from './notifications';
import { cancelResponses, dismissBatch, dismissResponse, endUndo, isInBatch } from './outbox-changes';
import { refreshInvitation } from './refresh-invitation';
import { drainOutbox } from './respond';
import { changeGrace, changeInviters } from './trusted';
import { changePassphrase, lock, noteUse, unlock } from './vault';
import { thenUpdate, unlessRefused, wake } from './wake';

type Sender = Parameters<typeof isOwnPage>[0];

/**
 * Carries out a message if it is a command from one of the extension's own pages. For anything else it returns
 * undefined, which leaves the message without a reply.
 */
export function handleMessage(
  context: WorkerContext,
  message: unknown,
  sender: Sender,
): Promise<Reply> | undefined {
  if (!isOwnPage(sender)) return undefined;
  const command = commandSchema.safeParse(message);
  return command.success ? carryOut(context, command.data) : undefined;
}

/** Carries out a command from a page or a notification. */
export async function carryOut(context: WorkerContext, command: Command): Promise<Reply> {
  await unlessRefused(() => noteUse(context));
  switch (command.type) {
    case 'opened':
      await wake(context, 'opened');
      break;
    case 'closed':
      await unlessRefused(() => endUndo(context));
      await wake(context, 'due');
      break;
    case 'pressed':
      await wake(context, 'due');
      break;
    case 'refresh':
      await wake(context, 'asked');
      break;
    case 'dismiss':
      await thenUpdate(context, () => dismissResponse(command));
      break;
    case 'details': {
      let failure: Failure | null = silentFailure('not-saved', context.nowMs());
      await thenUpdate(context, async () => {
        failure = await refreshInvitation(context, command);
      });
      return { failure };
    }
    case 'cancel':
      await thenUpdate(context, async () => {
        await cancelResponses(context, (entry) => isSameInvitation(entry, command));
      });
      break;
    case 'cancel-batch':
      await thenUpdate(context, async () => {
        await cancelResponses(context, isInBatch);
      });
      break;
    case 'dismiss-batch':
      await thenUpdate(context, dismissBatch);
      break;
    case 'rename':
      return failureOf(context, async () => {
        await renameConnection(command.connectionId, command.name.trim());
        return null;
      });
    case 'inviters':
      return failureOf(context, async () => {
        await changeInviters(command);
        return null;
      });
    case 'grace':
      return failureOf(context, async () => {
        await changeGrace(command.connectionId, command.minutes);
        return null;
      });
    case 'connect': {
      let outcome: ConnectReply = { ok: false, failure: silentFailure('not-saved', context.nowMs()) };
      await thenUpdate(context, async () => {
        outcome = await connect(context, command);
        if (outcome.ok) await drainOutbox(context);
      });
      return outcome;
    }
    case 'disconnect':
      return failureOf(context, async () => {
        await disconnect(context, command.connectionId);
        return null;
      });
    case 'encrypt': {
      const { connectionId, passphrase } = command;
      const reply = await failureOf(context, () => encryptCredentials(context, connectionId, passphrase));
      // The passphrase may have unlocked other logins.
      await wake(context, 'due');
      return reply;
    }
    case 'unlock': {
      const reply = await failureOf(context, () => unlock(context, command.passphrase));
      await wake(context, 'opened');
      return reply;
    }
    case 'lock':
      await thenUpdate(context, lock);
      break;
    case 'change-passphrase': {
      const { current, next } = command;
      const reply = await failureOf(context, () => changePassphrase(context, current, next));
      await wake(context, 'due');
      return reply;
    }
    case 'used':
      await thenUpdate(context, async () => undefined);
      break;
    case 'test-notification':
      await thenUpdate(context, () => showTestNotification(context));
  }
  return null;
}

/** Runs `job` and returns what went wrong: the reason that `job` returned, or that nothing could be saved. */
async function failureOf(
  context: WorkerContext,
  job: () => Promise<FailureReason | null>,
): Promise<{ failure: Failure | null }> {
  let reason: FailureReason | null = 'not-saved';
  await thenUpdate(context, async () => {
    reason = await job();
  });
  return { failure: reason && silentFailure(reason, context.nowMs()) };
}
