import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { BareSockets } from '../../../support/bareSockets.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventSeen, framesOf, portOf } from '../../../support/openEndpoint.ts';

describe('a peer of a stream', () => {
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(() => endpoints.dispose());

  it('joins no character over the bytes of a file, which are not recorded', async () => {
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const socket = connect(portOf(server), '127.0.0.1').resume();
    await once(socket, 'connect');
    while (server.counters.peers === 0) await server.nextChange();
    const path = join(endpoints.directory, 'file');
    await writeFile(path, 'between');
    for (const byte of [0xc3, 0xa9, 0xc3]) await server.send(Uint8Array.of(byte));
    await server.sendFile(path, { mode: 'raw', endAfter: false });
    await server.send(Uint8Array.of(0xa9));
    const rows = await endpoints.rows(server.id, { kinds: ['out'] });
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['', 'é', '\udcc3', '\udca9'],
    );
    socket.destroy();
  });

  it('greets with bytes, and ends lines as the endpoint does, also after its framing has changed', async () => {
    const bare = new BareSockets();
    const config = { kind: 'tcp-server', address: ':0', framing: { line: 'any' }, lineEnding: 'crlf' } as const;
    const server = await endpoints.open({ ...config, greeting: { hex: 'ff 00 {{$counter hex 2}}' } });
    const socket = await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    await server.changeFraming('none');
    await server.send('|');
    await server.changeFraming({ line: 'any' });
    await server.send('line');
    await server.end();
    assert.equal(await textToEnd(socket), '\xff\0\x01\r\n|line\r\n');
    bare.close();
  });

  it('greets each client with its own address', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({
      kind: 'tcp-server',
      address: ':0',
      greeting: 'hello {{$peer}}',
      closeAfterGreeting: true,
    });
    for (const socket of [await bare.connect(server), await bare.connect(server)])
      assert.equal(await textToEnd(socket), `hello 127.0.0.1:${socket.localPort}`);
    bare.close();
  });

  it('sends all messages of a text, or none where one of them can’t be sent', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0', framing: { delimiter: 'aa' } });
    const socket = await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    const text = (typed: string) => endpoints.engine.send(server.id, Buffer.from(typed), undefined, true);
    await assert.rejects(text('1aa2a'), /contains the delimiter/);
    await text('3aa4');
    await server.end();
    assert.equal(await textToEnd(socket), '3aa4aa');
    assert.deepEqual(await framesOf(server, 'out'), ['3aa', '4']);
    bare.close();
  });
});

/** Resolves with all bytes up to the peer's end of stream, in latin1. */
async function textToEnd(socket: Socket): Promise<string> {
  const received: Buffer[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) received.push(chunk as Buffer);
  return Buffer.concat(received).toString('latin1');
}
