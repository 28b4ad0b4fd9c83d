import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox/start';
import { bearer, invites, restart, sandbox } from './support';

describe('the network', () => {
  it('serves the same state over TLS, with a certificate for api.cloudflare.com', async () => {
    const { id } = sandbox.addInvite();
    const request = httpsRequest({
      host: '127.0.0.1',
      port: sandbox.httpsPort,
      servername: 'api.cloudflare.com',
      ca: sandbox.certificatePem,
      path: `${invites}/${id}`,
      headers: { host: 'api.cloudflare.com', ...bearer(sandbox.credentials.token) },
    }).end();
    const body = await new Promise<string>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => resolve(text(response)));
    });
    expect(JSON.parse(body)).toMatchObject({ success: true, result: { id } });
  });

  it('returns the hash of the key that it serves', async () => {
    const socket = connectTls({ host: '127.0.0.1', port: sandbox.httpsPort, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const served = new X509Certificate(socket.getPeerCertificate().raw);
    socket.destroy();
    const spki = served.publicKey.export({ type: 'spki', format: 'der' });
    expect(sandbox.spkiHash).toBe(createHash('sha256').update(spki).digest('base64'));
    for (const host of ['api.cloudflare.com', 'localhost']) expect(served.checkHost(host)).toBe(host);
    expect(served.checkIP('127.0.0.1')).toBe('127.0.0.1');
  });

  it('is reachable on 127.0.0.1 only', async () => {
    const reachable = (host: string, port: number) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host, port, timeout: 1000 });
        const end = (connected: boolean) => {
          socket.destroy();
          resolve(connected);
        };
        socket.once('connect', () => end(true));
        socket.once('error', () => end(false));
        socket.once('timeout', () => end(false));
      });
    const own = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal }) => !internal)
      .map(({ address }) => address);
    for (const port of [sandbox.httpPort, sandbox.httpsPort]) {
      expect(await reachable('127.0.0.1', port)).toBe(true);
      // The first two would reach a server that listens on every address.
      for (const host of ['127.0.0.2', '::1', ...own])
        expect([host, await reachable(host, port)]).toEqual([host, false]);
    }
  });

  it('frees its ports when closed, and keeps none if one is not available', async () => {
    const { httpPort, httpsPort } = sandbox;
    await restart({ httpPort, httpsPort });
    expect([sandbox.httpPort, sandbox.httpsPort]).toEqual([httpPort, httpsPort]);

    const free = await startSandbox();
    await free.close();
    const half = startSandbox({ httpPort: free.httpPort, httpsPort });
    await expect(half).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await (await startSandbox({ httpPort: free.httpPort })).close();
  });
});
