import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeSocketMessage, encodeSocketMessage } from '../../../../src/core/camera/socketMessage.ts';
import { type CameraCalls, cameraCloseCodes, cameraSocketName } from '../../../../src/protocol/cameraCalls.ts';
import { createRpc } from '../../../../src/protocol/rpc.ts';
import { type CameraHost, connect, type SocketEnd } from '../../../../webview/camera/cameraSocket.ts';

describe('the camera page’s connection', () => {
  let server: WebSocketServer;
  let asked: string;
  let host: Partial<CameraCalls>;
  let socket: Promise<WebSocket>;
  const before = globalThis.location;

  /** The page's end of a connection, with the reason for its end. */
  function open(): { host: CameraHost; end: Promise<SocketEnd>; ends: SocketEnd[] } {
    const { promise, resolve } = Promise.withResolvers<SocketEnd>();
    const ends: SocketEnd[] = [];
    const rpc = connect(end => {
      ends.push(end);
      resolve(end);
    });
    return { host: rpc, end: promise, ends };
  }

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    Object.assign(globalThis, { location: { href: `http://127.0.0.1:${port}/behind/a/proxy/?x=1` } });
    host = {};
    socket = once(server, 'connection').then(([peer, request]) => {
      asked = request.url;
      createRpc<object, Partial<CameraCalls>>(host, {
        post: message => peer.send(encodeSocketMessage(message)),
        listen: receive =>
          peer.on('message', (data: Buffer, isBinary: boolean) =>
            receive(decodeSocketMessage(isBinary ? data : data.toString())),
          ),
      });
      return peer as WebSocket;
    });
  });

  afterEach(async () => {
    for (const peer of server.clients) peer.terminate();
    server.close();
    await once(server, 'close');
    Object.assign(globalThis, { location: before });
  });

  it('is made to the page’s own server, wherever that is', async () => {
    open();
    await socket;
    assert.equal(asked, `/behind/a/proxy/${cameraSocketName}`);
  });

  it('carries calls made before it is open, with their bytes', async () => {
    const pictures: Uint8Array[] = [];
    host.picture = async ({ bytes }) => void pictures.push(bytes);
    const page = open();
    await page.host.picture({ format: 'jpeg', width: 1, height: 1, bytes: Uint8Array.of(1, 2, 255), capturedMs: 5 });
    assert.deepEqual(
      pictures.map(bytes => [...bytes]),
      [[1, 2, 255]],
    );
  });

  it('ends for the reason given by the host, and rejects pending calls', async () => {
    for (const [code, end] of [
      [cameraCloseCodes.stopped, 'stopped'],
      [cameraCloseCodes.replaced, 'replaced'],
      [1011, 'cut'],
    ] as const) {
      host.stop = () => new Promise<void>(() => undefined);
      socket = once(server, 'connection').then(([peer]) => peer as WebSocket);
      const page = open();
      const waiting = assert.rejects(page.host.stop());
      (await socket).close(code);
      assert.equal(await page.end, end);
      await waiting;
      assert.deepEqual(page.ends, [end]);
    }
  });

  it('is rejected if nothing listens anymore', async () => {
    const gone = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    Object.assign(globalThis, { location: { href: `http://127.0.0.1:${port}/` } });
    assert.equal(await open().end, 'refused');
  });
});
