/** Messages that peers may send to a receiver of framed files, valid and invalid, message by message. */
import assert from 'node:assert/strict';
import type { FramedFlaw } from '../../../../../src/core/transfer/framedDecoder.ts';
import { dataHeader } from '../../../../../src/core/transfer/framedMessage.ts';
import { hasEnded, type TransferSnapshot } from '../../../../../src/core/transfer/transferSnapshot.ts';
import { FileTests, readAll, variedBytes } from '../../../../support/fileTests.ts';
import { endMessage, FramedSocket, fileMessage } from '../../../../support/framedSocket.ts';
import { eventSeen, type OpenEndpoint, seen } from '../../../../support/openEndpoint.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';

const large = variedBytes(200_000);

describe('a receiver of framed files', () => {
  const files = new FileTests();
  let server: OpenEndpoint;
  let peer: FramedSocket;

  beforeEach(async () => {
    server = await files.receiver({ mode: 'framed' });
    peer = new FramedSocket(await files.socket(server));
  });

  it('answers a sender that has ended its direction, and ends ours after the answer', async () => {
    peer.sayFile('a', 'abc');
    peer.end();
    assert.deepEqual((await peer.next()).message, { type: 'receipt', bytes: 3, sha256: sha256Of('abc') });
    await peer.ended();
    assert.equal(String(await files.received('a')), 'abc');
  });

  it('answers all files of a sender that waits for nothing', async () => {
    for (let at = 0; at < 300; at++) peer.sayFile(`${at}`, `this is ${at}`);
    peer.end();
    for (let at = 0; at < 300; at++) {
      const bytes = `this is ${at}`;
      assert.deepEqual((await peer.next()).message, { type: 'receipt', bytes: bytes.length, sha256: sha256Of(bytes) });
    }
    await peer.ended();
    assert.equal((await files.names()).length, 300);
  });

  it('accepts a file in single bytes', async () => {
    const pieces = [...large.subarray(0, 5000)].flatMap(byte => [dataHeader(1), Uint8Array.of(byte)]);
    peer.say(fileMessage('a', 5000), Buffer.concat(pieces), endMessage(large.subarray(0, 5000)));
    await peer.received('receipt');
    assert.deepEqual(await files.received('a'), large.subarray(0, 5000));
  });

  it('rejects a later version, and continues', async () => {
    peer.sayFile('a', 'content', { version: 2 });
    assert.match((await peer.received('refuse')).reason, /version 1/);
    await files.goesOn(peer);
  });

  it('keeps the direction for a silent sender only until it is rejected', async () => {
    peer.say(fileMessage('a', 3));
    const { id } = await files.endpoints.transferSeen(server.id, ({ state }) => state === 'running');
    await assert.rejects(server.send('now?'), { code: 'BUSY' });
    await files.endpoints.engine.cancelTransfer(id);
    assert.equal((await peer.received('refuse')).reason, 'cancelled');
    await server.end();
    await peer.ended();
  });

  it('reports each end, however many arrive at once', async () => {
    const reported = new Map<string, TransferSnapshot>();
    const { transfersChanged } = files.endpoints.events;
    files.endpoints.events.transfersChanged = transfers => {
      for (const transfer of transfers) reported.set(transfer.id, transfer);
      transfersChanged(transfers);
    };
    for (let at = 0; at < 1000; at++) peer.say(fileMessage('a', 0, { version: 2 }), { type: 'cancel', reason: '' });
    for (let at = 0; at < 1000; at++) await peer.received('refuse');
    await files.endpoints.transferSeen(
      server.id,
      () => reported.size === 1000 && [...reported.values()].every(hasEnded),
    );
  });

  it('ignores answers that nothing waits for', async () => {
    peer.say({ type: 'refuse', reason: 'you' }, { type: 'have', offset: 0, sha256: sha256Of() });
    peer.say({ type: 'receipt', bytes: 0, sha256: sha256Of() });
    await files.goesOn(peer);
    const sent = await files.begin(server, await files.file('ours', 'ours'), { mode: 'framed' });
    await peer.received('file');
    const { data, message } = await peer.next();
    assert.deepEqual([String(data), message], ['ours', endMessage('ours')]);
    peer.say({ type: 'receipt', bytes: 4, sha256: sha256Of('ours') });
    assert.equal((await files.ended(sent)).state, 'done');
  });

  const notFramed: [string, FramedFlaw][] = [
    ['GET / HTTP/1.1\r\n\r\n', 'notFramed'],
    ['{"a":1}\n', 'invalidMessage'],
    ['{"type":"else"}\n', 'unknownType'],
    ['{', 'notFramed'],
    ['{ no JSON }\n', 'invalidJson'],
    [`{"type":"${'x'.repeat(70_000)}"}\n`, 'lineTooLong'],
  ];
  for (const [text, flaw] of notFramed) {
    it(`keeps ${JSON.stringify(text.slice(0, 20))} as a raw file and records it`, async () => {
      const socket = await files.socket(server);
      socket.write(text.slice(0, 1));
      socket.write(text.slice(1));
      socket.end(large);
      socket.resume();
      const received = await files.receivedBy(server);
      assert.deepEqual([received.mode, received.state], ['raw', 'done']);
      const [name = ''] = await files.names();
      assert.deepEqual(await files.received(name), Buffer.concat([Buffer.from(text), large]));
      await eventSeen(server, 'notFramed');
      const events = (await server.entries()).map(({ event }) => event);
      assert.deepEqual(
        events.filter(event => event?.code === 'notFramed').map(event => event?.flaw),
        [flaw],
      );
    });
  }

  it('keeps unframed data after a file as raw, and stores both', async () => {
    peer.sayFile('a', 'abc');
    await peer.received('receipt');
    const socket = await files.socket(server);
    const whole = [Buffer.from(JSON.stringify(fileMessage('b', 3))), '\n', dataHeader(3), 'bcd'].map(part =>
      Buffer.from(part),
    );
    socket.end(Buffer.concat([...whole, Buffer.from('rest')]));
    assert.ok(String((await readAll(socket)).bytes).startsWith('{"type":"refuse"'));
    await files.endpoints.transferSeen(server.id, ({ mode, state }) => mode === 'raw' && state === 'done');
    assert.deepEqual(await files.names(), ['a', 'b.part', 'output0.txt']);
    assert.equal(String(await files.received('output0.txt')), 'rest');
  });

  it('ignores further messages if it can’t answer, and continues reading', async () => {
    await server.end();
    await peer.ended();
    for (let at = 0; at < 20; at++)
      peer.say(fileMessage('a', large.length), dataHeader(large.length), large, endMessage(large));
    peer.end();
    await eventSeen(server, 'peerClosed');
    await seen(server, () => (server.counters.peers === 0 ? true : undefined));
    assert.deepEqual(await files.names(), []);
  });
});
