import assert from 'node:assert/strict';
import { once } from 'node:events';
import { eventCodes, eventSeen } from '../../support/openEndpoint.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the HTTP preset', () => {
  const server = presetServer('http');
  const curl = (...args: string[]) => runClient('curl', { args: ['-qsS', '--noproxy', '*', ...args] });
  const at = (path: string) => `http://127.0.0.1:${server().port}${path}`;

  it('is a web site for curl: GET, HEAD, POST, and what doesn’t exist', async () => {
    assert.equal(await curl(at('/')), 'Hello from Portside\n');
    assert.equal(await curl('-0', at('/?q')), 'Hello from Portside\n');
    assert.match(await curl('-I', at('/')), /^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*Content-Length: 20\r\n\r\n$/);
    assert.equal(await curl('-d', 'a=\r\n\r\nbü\r\n', at('/x')), 'a=\r\n\r\nbü\r\n');
    assert.match(await curl('-i', '-X', 'DELETE', at('/')), /^HTTP\/1\.1 405 /);
  });

  it('keeps the connection between requests', async () => {
    assert.equal(await curl(at('/a'), at('/b'), at('/')), 'There is no /a\nThere is no /b\nHello from Portside\n');
    const connections = (await eventCodes(server().endpoint)).filter(code => code === 'peerConnected');
    assert.equal(connections.length, 1);
  });

  it('answers fetch of Node', async () => {
    const response = await fetch(at('/'), { method: 'POST', body: 'x'.repeat(100_000) });
    assert.equal((await response.text()).length, 100_000);
  });
});

describe('the WebSocket preset', () => {
  const server = presetServer('websocket');

  it('lets Node connect, greets it, replies and closes', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server().port}/any`);
    const closed = once(socket, 'close');
    const message = async () => (await once(socket, 'message'))[0].data;
    assert.equal(await message(), 'Hello from Portside');
    socket.send('hi');
    assert.equal(await message(), 'Message received');
    socket.send(new Uint8Array(500));
    assert.equal(await message(), 'Bytes received');
    socket.close(1000, 'done');
    const [{ wasClean }] = await closed;
    assert.ok(wasClean);
  });

  it('refuses a plain request of curl, and gives it the answer to its key', async () => {
    const { endpoint, port } = server();
    const curl = (...args: string[]) =>
      runClient('curl', { args: ['-qsSiN', '--noproxy', '*', ...args, `http://127.0.0.1:${port}/`] });
    assert.match(await curl(), /^HTTP\/1\.1 426 Upgrade Required\r\n/);
    // The key in RFC 6455. After the upgrade, curl waits for whatever follows.
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const upgrading = curl(...['Upgrade: websocket', 'Connection: Upgrade', key].flatMap(header => ['-H', header]));
    await eventSeen(endpoint, 'framingChanged');
    await endpoint.end();
    assert.match(await upgrading, /\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=\r\n\r\n/);
  });
});
