import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A fresh certificate for `api.cloudflare.com` and loopback. */
export interface Certificate {
  certificatePem: string;
  keyPem: string;
  /** Base64 SHA-256 of the public key. */
  spkiHash: string;
}

/** Makes a self-signed certificate, valid from yesterday for a year. */
export async function createCertificate(): Promise<Certificate> {
  const dns = ['api.cloudflare.com', 'localhost'].map((value) => ({ type: 2 as const, value }));
  const pems = await generate([{ name: 'commonName', value: 'api.cloudflare.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // Yesterday, so that a browser with a slow clock also trusts it.
    notBeforeDate: new Date(Date.now() - 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...dns, { type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const spki = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    certificatePem: pems.cert,
    keyPem: pems.private,
    spkiHash: createHash('sha256').update(spki).digest('base64'),
  };
}
