import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens on loopback only and returns the port. Rejects with the socket's errors, such as `EADDRINUSE`. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Ends all connections and frees the port. Does nothing if the server is not listening. */
export async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
