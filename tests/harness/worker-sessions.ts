import type { Browser, CDPSession, Connection, Protocol } from 'puppeteer-core';

/** The debugger sessions that are open on service workers. */
export interface WorkerSessions {
  /** Takes every debugger off the workers: stopped under one, a worker would wait for it at its next start. */
  detachAll(): Promise<void>;
}

/**
 * Follows them all, since puppeteer forgets some: it attaches to a new worker by itself and detaches at once, unless
 * somebody else opens a session on the same worker at that moment. Then it takes its own for theirs and leaves it open.
 */
export async function followWorkerSessions(browser: Browser): Promise<WorkerSessions> {
  const parents = new Map<string, Connection | CDPSession>();
  const follow = (parent: Connection | CDPSession) => {
    parent.on(
      'Target.attachedToTarget',
      ({ sessionId, targetInfo }: Protocol.Target.AttachedToTargetEvent) => {
        if (targetInfo.type === 'service_worker') parents.set(sessionId, parent);
      },
    );
    parent.on('Target.detachedFromTarget', ({ sessionId }: Protocol.Target.DetachedFromTargetEvent) =>
      parents.delete(sessionId),
    );
  };
  const session = await browser.target().createCDPSession();
  const connection = session.connection();
  if (!connection) throw new Error('The browser has ended.');
  await session.detach();
  follow(connection);
  connection.on('sessionattached', follow);
  return {
    async detachAll() {
      for (const [sessionId, parent] of parents) {
        // Whoever attached has to detach. It may have done so by now, or be gone itself.
        await parent.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
        parents.delete(sessionId);
      }
    },
  };
}
