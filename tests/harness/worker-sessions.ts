import type { Browser, CDPSession, Connection, Protocol } from 'puppeteer-core';

/** The open debugger sessions on service workers. */
export interface WorkerSessions {
  /**
   * Detaches every debugger from the workers. A worker that is stopped with one would wait for it at its next start.
   */
  detachAll(): Promise<void>;
}

/**
 * Tracks all of them, because puppeteer loses some: it attaches to each new worker, lets it run and detaches, unless
 * another session is being opened on the same worker at that moment. Then it mistakes its own session for that one: the
 * worker stays paused at its start, and the session stays open.
 */
export async function followWorkerSessions(browser: Browser): Promise<WorkerSessions> {
  const connection = await connectionOf(browser);
  const parents = new Map<string, Connection | CDPSession>();
  const follow = (parent: Connection | CDPSession) => {
    parent.on('Target.attachedToTarget', (event: Protocol.Target.AttachedToTargetEvent) => {
      if (event.targetInfo.type !== 'service_worker') return;
      parents.set(event.sessionId, parent);
      const session = connection.session(event.sessionId);
      if (event.waitingForDebugger) session?.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
    });
    parent.on('Target.detachedFromTarget', ({ sessionId }: Protocol.Target.DetachedFromTargetEvent) =>
      parents.delete(sessionId),
    );
  };
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

async function connectionOf(browser: Browser): Promise<Connection> {
  const session = await browser.target().createCDPSession();
  const connection = session.connection();
  if (!connection) throw new Error('The browser has ended.');
  await session.detach();
  return connection;
}
