import type { Browser, CDPSession, Connection, Protocol } from 'puppeteer-core';

/** The open debugger sessions on service workers. */
export interface WorkerSessions {
  /** Detaches every debugger from the workers. A worker that is stopped with one would wait for it at its next start. */
  detachAll(): Promise<void>;
}

/**
 * Tracks all of them, because puppeteer loses some: it attaches to each new worker and detaches at once, unless another
 * session is opened on the same worker at that moment. Then it mistakes its own session for that one and leaves it open.
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
        // The client that attached has to detach. It may have done so already, or be gone itself.
        await parent.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
        parents.delete(sessionId);
      }
    },
  };
}
