import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodeSocketMessage } from '../../../src/core/camera/socketMessage.ts';
import { cameraServers } from '../../support/cameraServers.ts';
import { grayPicture, jpegOf, openPage, pageAddress } from '../../support/fakeCameraPage.ts';
import { watchedSession } from '../../support/watchedSession.ts';

const closeCodes = { stopped: 4000, violation: 1008, tooLarge: 1009 };

describe('a camera page’s session ends when the page sends', () => {
  const servers = cameraServers();
  const right = grayPicture(4, 2);
  const call = (name: string, ...a: unknown[]) => encodeSocketMessage({ t: 'q', i: '1', m: name, a });
  const binary = (head: string, length = head.length) => {
    const bytes = Buffer.alloc(4 + head.length, head);
    bytes.writeUInt32LE(length);
    bytes.write(head, 4);
    return bytes;
  };
  const jpeg = (bytes: Uint8Array) => call('picture', { ...right, format: 'jpeg', bytes });
  const malformed: Record<string, [message: string | Uint8Array, asked?: 'jpeg']> = {
    'text that isn’t JSON': ['hello'],
    'an empty binary message': [Buffer.alloc(0)],
    'a header longer than the message': [binary('{}', 1000)],
    'a header that isn’t UTF-8': [Buffer.from([2, 0, 0, 0, 0xff, 0xfe])],
    'JSON that is too long': [`[${'1,'.repeat(40_000)}1]`],
    'JSON that is too deep': [binary(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
    'a picture without bytes': [call('picture', { ...right, bytes: 'x' })],
    'a picture of another size': [call('picture', grayPicture(2, 4))],
    'a picture with too few bytes': [call('picture', { ...right, bytes: right.bytes.subarray(1) })],
    'a picture with an extra byte': [call('picture', { ...right, bytes: new Uint8Array(13) })],
    'a size that isn’t a number': [call('picture', { ...right, width: '4' })],
    'an impossible size': [call('picture', { ...right, width: 1e9, height: 1e9 })],
    'a picture without a time': [call('picture', { ...right, capturedMs: null })],
    'a picture with an extra key': [call('picture', { ...right, extra: 1 })],
    'a picture in another format': [call('picture', { ...right, format: 'png' })],
    'JPEG instead of a raw picture': [jpeg(jpegOf(4, 2))],
    'a raw picture instead of JPEG': [call('picture', right), 'jpeg'],
    'JPEG with another size inside': [jpeg(jpegOf(400, 2)), 'jpeg'],
    'invalid JPEG': [jpeg(Uint8Array.from({ length: 100 }, () => 7)), 'jpeg'],
    'JPEG truncated in its header': [jpeg(jpegOf(4, 2).subarray(0, 12)), 'jpeg'],
    'JPEG truncated in its picture': [jpeg(jpegOf(4, 2).subarray(0, -2)), 'jpeg'],
    'a name that is too long': [call('started', 'x'.repeat(301))],
    'an unknown problem': [call('troubled', { code: 'bored', kind: 'camera' })],
    'unexpected arguments': [call('stop', 1)],
  };

  for (const [what, [message, encoding = 'I420']] of Object.entries(malformed)) {
    it(what, async () => {
      const server = servers.create();
      const session = watchedSession({ encoding: encoding as 'I420' });
      const otherSession = watchedSession();
      const { socket, closed } = await openPage(await pageAddress(await server.open(session)));
      const { host } = await openPage(await pageAddress(await server.open(otherSession)));
      socket.send(message);
      assert.equal(await closed, closeCodes.violation);
      assert.equal((await session.ended)?.code, 'malformed');
      assert.deepEqual(session.pictures, []);
      // Other sessions are unaffected.
      await host.picture(right);
      assert.equal(otherSession.pictures.length, 1);
    });
  }

  it('more bytes than a picture of its size can have', async () => {
    const session = watchedSession();
    const { socket, closed } = await openPage(await pageAddress(await servers.create().open(session)));
    socket.send(new Uint8Array(4 * 2 * 4 + 2 * 64 * 1024 + 1));
    assert.equal(await closed, closeCodes.tooLarge);
    assert.equal((await session.ended)?.code, 'malformed');
  });

  it('a picture before the previous one was accepted', async () => {
    const session = watchedSession({ onPicture: () => new Promise(() => undefined) });
    const { socket, closed } = await openPage(await pageAddress(await servers.create().open(session)));
    socket.send(call('picture', right));
    await session.picture(1);
    socket.send(call('picture', right));
    assert.equal(await closed, closeCodes.violation);
    assert.equal((await session.ended)?.code, 'malformed');
    assert.equal(session.pictures.length, 1);
  });

  it('calls without reading their answers', async () => {
    const session = watchedSession({ title: 'x'.repeat(100_000) });
    const { socket } = await openPage(await pageAddress(await servers.create().open(session)));
    socket.pause();
    for (let calls = 0; calls < 1000 && session.endings.length === 0; calls++) {
      socket.send(call('start'));
      await nextTurn();
    }
    assert.equal(session.endings[0]?.detail, 'the page doesn’t read the replies');
    socket.terminate();
  });

  it('bytes that aren’t a WebSocket handshake', async () => {
    const session = watchedSession();
    const { socket, closed } = await openPage(await pageAddress(await servers.create().open(session)));
    const { _socket: raw } = socket as unknown as { _socket: NodeJS.WritableStream };
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    assert.notEqual(await closed, closeCodes.stopped);
    assert.equal((await session.ended)?.code, 'malformed');
  });

  it('but not for unknown calls or messages that aren’t calls', async () => {
    const session = watchedSession();
    const { socket, host } = await openPage(await pageAddress(await servers.create().open(session)));
    for (const message of ['1', 'null', '[]', '{}', '{"t":"q"}', '{"t":"s","i":"none"}']) socket.send(message);
    for (const name of ['constructor', '__proto__', 'toString']) {
      await assert.rejects(host.$call(name as 'stop'), /not found/);
    }
    await host.picture(right);
    assert.deepEqual(session.endings, []);
  });
});
