import { createServer } from 'node:http';
import { connect } from 'node:net';
import { listen, stop } from '../sandbox/listen';

/** A proxy on loopback that knows one host. */
export interface ApiProxy {
  readonly port: number;
  /** Every host that was asked for, with its port, whether or not it was refused. */
  readonly hostsAskedFor: readonly string[];
  close(): Promise<void>;
}

const apiHost = 'api.cloudflare.com:443';

/**
 * Leads api.cloudflare.com to a local server and refuses every other host: Firefox has no option that maps host
 * names, but asks a proxy for every one of them.
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
