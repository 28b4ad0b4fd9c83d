import { createServer } from 'node:http';
import { listen, stop } from '../sandbox/listen';

/** A third-party web server that records the requests it receives. */
export interface Collector {
  /** `http://127.0.0.1:PORT`, which the browser under test can reach. */
  origin: string;
  /** The path of every request except for the page itself. */
  readonly hits: readonly string[];
  close(): Promise<void>;
}

/** Starts the server; `/` is an empty page, and any website may read its responses. */
export async function startCollector(): Promise<Collector> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path !== '/' && path !== '/favicon.ico') hits.push(path);
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('<!doctype html><title>Elsewhere</title>');
  });
  const port = await listen(server, 0);
  return { origin: `http://127.0.0.1:${port}`, hits, close: () => stop(server) };
}
