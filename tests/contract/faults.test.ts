import { describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/fault';
import { accept, bearer, invites, json, list, patch, sandbox } from './support';

describe('faults', () => {
  const raw = (path = invites, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${sandbox.httpPort}${path}`, {
      ...init,
      headers: { ...bearer(sandbox.credentials.token), ...json },
      redirect: 'manual',
    });
  const patchRaw = (id: string) => raw(`${invites}/${id}`, { method: 'PATCH', body: accept });

  it('status replies with the given envelope', async () => {
    sandbox.fault({ kind: 'status', status: 403, code: 9109, message: 'No', headers: { 'x-odd': '1' } });
    const { status, envelope, response } = await list();
    expect([status, response.headers.get('x-odd')]).toEqual([403, '1']);
    expect(envelope.errors).toEqual([{ code: 9109, message: 'No' }]);
  });

  it('latency delays the usual reply, or another fault', async () => {
    sandbox.fault({ kind: 'latency', ms: 120 });
    sandbox.fault({ kind: 'html' });
    const begun = performance.now();
    const response = await raw();
    // Timers may fire slightly early according to this clock.
    expect(performance.now() - begun).toBeGreaterThan(110);
    expect(response.status).toBe(502);
    expect((await list()).status).toBe(200);
  });

  it('cut-off sends only half of the JSON', async () => {
    sandbox.fault({ kind: 'cut-off' });
    const body = await (await raw()).text();
    expect(body).toMatch(/^\{"success":true/);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  it('html sends the error page of a proxy', async () => {
    sandbox.fault({ kind: 'html', status: 504 });
    const response = await raw();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      504,
      'text/html; charset=UTF-8',
    ]);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('throttled sends a failure with HTTP 200', async () => {
    sandbox.fault({ kind: 'throttled' });
    const { status, codes, envelope } = await list();
    expect({ status, codes, success: envelope.success }).toEqual({
      status: 200,
      codes: [971],
      success: false,
    });
  });

  it('redirect sends the given location', async () => {
    sandbox.fault({ kind: 'redirect', location: 'https://elsewhere.example/' });
    const response = await raw();
    expect([response.status, response.headers.get('location')]).toEqual([302, 'https://elsewhere.example/']);
  });

  it('raw sends a string unchanged and the rest as JSON', async () => {
    sandbox.fault({ kind: 'raw', body: '<nonsense', status: 418, contentType: 'text/plain' });
    sandbox.fault({ kind: 'raw', body: { success: 'yes', result: [null] } });
    const first = await raw();
    expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([
      418,
      'text/plain',
      '<nonsense',
    ]);
    expect(await (await raw()).json()).toEqual({ success: 'yes', result: [null] });
  });

  it('raw sends the given headers, and takes effect only if it should', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'raw', body: '', headers: { 'retry-after': '0' } });
    const first = await patchRaw(id);
    expect([first.headers.get('retry-after'), sandbox.invite(id)?.status]).toEqual(['0', 'pending']);
    sandbox.fault({ kind: 'raw', body: { result: null }, takesEffect: true });
    expect(await (await patchRaw(id)).json()).toEqual({ result: null });
    expect(sandbox.invite(id)?.status).toBe('accepted');
  });

  it('drop ends the connection before the PATCH takes effect', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'drop' });
    await expect(patchRaw(id)).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('pending');
    expect(sandbox.requests.map(({ responded }) => responded)).toEqual(['dropped']);
  });

  it('lost-answer ends the connection after the PATCH took effect', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'lost-answer' });
    expect((await list()).status).toBe(200);
    await expect(patchRaw(id)).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('accepted');
    expect(sandbox.patchesThatTookEffect(id)).toBe(1);
    expect(sandbox.requests.map(({ responded }) => responded)).toEqual([200, 'dropped']);
  });

  it('hang does not reply until the sandbox is closed', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'hang' });
    let settled = false;
    const hanging = patchRaw(id).finally(() => {
      settled = true;
    });
    hanging.catch(() => undefined);
    await expect.poll(() => sandbox.requests.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([settled, sandbox.requests[0]?.responded]).toEqual([false, 'pending']);
    await sandbox.close();
    await expect(hanging).rejects.toThrow(TypeError);
    expect(sandbox.invite(id)?.status).toBe('pending');
  });

  it.each([
    { kind: 'status', status: 500 },
    { kind: 'html' },
    { kind: 'throttled' },
    { kind: 'redirect', location: '/' },
    { kind: 'raw', body: {} },
  ] satisfies Fault[])('$kind does not change the invitation', async (fault) => {
    const { id } = sandbox.addInvite();
    sandbox.fault(fault);
    await patchRaw(id);
    expect(sandbox.invite(id)?.status).toBe('pending');
  });

  it('applies only to its method and path, and only the given number of times', async () => {
    const { id } = sandbox.addInvite();
    sandbox.fault({ kind: 'status', status: 500, method: 'get', path: id, times: 2 });
    expect((await list()).status).toBe(200);
    expect((await patch(id, accept)).status).toBe(200);
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await raw(`${invites}/${id}`)).status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  it.each([Number.POSITIVE_INFINITY, 'always'] as const)(
    'with times %s, applies until cleared',
    async (times) => {
      sandbox.fault({ kind: 'html', times });
      for (let i = 0; i < 5; i += 1) expect((await raw()).status).toBe(502);
      sandbox.clearFaults();
      expect((await raw()).status).toBe(200);
    },
  );
});
