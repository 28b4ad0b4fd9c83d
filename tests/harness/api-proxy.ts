import { createServer } from 'node:http';
import { connect } from 'node:net';
import { listen, stop } from '../sandbox/listen';

/** A proxy on loopback that allows only one host. */
export interface ApiProxy {
  readonly port: number;
  /** Every requested host with its port, including refused ones. */
  readonly hostsAskedFor: readonly string[];
  close(): Promise<void>;
}

const apiHost = 'api.cloudflare.com:443';

/**
 * Forwards api.cloudflare.com to a local server and refuses every other host. Firefox has no option that maps host
 * names, but sends all of them to a proxy.
 */
export async function startApiProxy(httpsPort: number): Promise<ApiProxy> {
  const hostsAskedFor: string[] = [];
  const server = createServer((request, response) => {
    hostsAskedFor.push(request.headers.host ?? '');
    response.writeHead(502);
    response.end();
  });
  server.on('connect', (request, client) => {
    client.on('error', () => client.destroy());
    hostsAskedFor.push(request.url ?? '');
    if (request.url !== apiHost) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(httpsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const port = await listen(server, 0);
  return { port, hostsAskedFor, close: () => stop(server) };
}
