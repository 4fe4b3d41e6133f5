import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { asRead, kept, readIntoSharedMemory } from '../../../../src/engine/transport/readMemory.ts';

describe('the memory that sockets read into', () => {
  let server: Server;
  let accepted: Socket;
  let client: Socket;
  let opened: Socket[];
  const toServer = () => ({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });

  beforeEach(async () => {
    opened = [];
    server = createServer({ allowHalfOpen: true });
    server.on('connection', socket => opened.push(socket));
    const connection = once(server, 'connection');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect(toServer());
    [[accepted]] = (await Promise.all([connection, once(client, 'connect')])) as [[Socket], unknown];
  });

  afterEach(async () => {
    for (const socket of [client, ...opened]) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  /** Reads the rest of a stream into memory of its own. */
  async function rest(socket: Socket): Promise<{ text: string; buffers: Set<ArrayBufferLike> }> {
    let text = '';
    const buffers = new Set<ArrayBufferLike>();
    const received = (chunk: Uint8Array) => {
      text += Buffer.from(chunk).toString();
      buffers.add(chunk.buffer);
    };
    assert.ok(readIntoSharedMemory(socket, received), 'this Node doesn’t support it');
    // Called only by sockets that don't read into the shared memory.
    socket.on('data', received);
    await once(socket, 'end');
    return { text, buffers };
  }

  it('is that of every stream socket, whether it was accepted or has connected', async () => {
    const both = Promise.all([rest(accepted), rest(client)]);
    for (const [at, socket] of [accepted, client, accepted, client].entries())
      await new Promise(resolve => socket.write(`${at} `, resolve));
    accepted.end();
    client.end();
    const [atServer, atClient] = await both;
    assert.deepEqual([atServer.text, atClient.text], ['1 3 ', '0 2 ']);
    assert.equal(new Set([...atServer.buffers, ...atClient.buffers]).size, 1);
  });

  it('gets nothing while a socket is paused', async () => {
    const received: string[] = [];
    readIntoSharedMemory(accepted, chunk => received.push(Buffer.from(chunk).toString()));
    accepted.pause();
    await new Promise(resolve => client.write('early', resolve));
    // A round trip of another connection, which is read in the same turn as this one would be.
    const other = connect(toServer());
    await once(other, 'connect');
    other.destroy();
    assert.deepEqual(received, []);
    accepted.resume();
    const ended = once(accepted, 'end');
    client.end();
    await ended;
    assert.deepEqual(received, ['early']);
  });

  it('isn’t used by a socket that has already read something', async () => {
    await new Promise(resolve => client.write('early', resolve));
    while (accepted.readableLength === 0) await once(accepted, 'readable');
    assert.equal(
      readIntoSharedMemory(accepted, () => undefined),
      false,
    );
  });

  it('is overwritten by the next read, but not what was kept', () => {
    const first = asRead(Buffer.from('first'));
    const copy = kept(first);
    asRead(Buffer.from('other'));
    assert.deepEqual(
      [first, copy].map(bytes => Buffer.from(bytes).toString()),
      ['other', 'first'],
    );
    const own = Buffer.from('own');
    assert.equal(kept(own), own);
  });
});
