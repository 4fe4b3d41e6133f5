/** Answers that peers may send to a sender of framed files, valid and invalid, message by message. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { unfinishedFrames } from '../../../../../src/engine/conversation/unfinishedFrames.ts';
import { FileTests, variedBytes } from '../../../../support/fileTests.ts';
import { endMessage, FramedSocket } from '../../../../support/framedSocket.ts';
import { eventCodes, type OpenEndpoint, seen } from '../../../../support/openEndpoint.ts';
import { paramsOf } from '../../../../support/paramsOf.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';

const large = variedBytes(200_000);

describe('a sender of framed files', () => {
  const files = new FileTests();
  let client: OpenEndpoint;
  let socket: Socket;
  let peer: FramedSocket;
  let connection: () => Promise<Socket>;

  beforeEach(async () => {
    const listening = await files.listen();
    connection = listening.connection;
    client = await files.client(listening.port);
    socket = await connection();
    peer = new FramedSocket(socket);
  });

  const begin = async (name: string, bytes: string | Uint8Array) =>
    files.begin(client, await files.file(name, bytes), { mode: 'framed' });

  it('waits for the answer to a canceled file before the next one begins', async () => {
    const first = await begin('a', large);
    await peer.received('file');
    await files.endpoints.engine.cancelTransfer(first.id);
    assert.equal((await files.ended(first)).state, 'cancelled');
    assert.deepEqual((await peer.next()).message, { type: 'cancel', reason: 'cancelled' });
    const second = await begin('b', 'b');
    await assert.rejects(client.send('not now'), { code: 'BUSY' });
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    const { state } = (await files.endpoints.engine.transfers(client.id)).at(-1) ?? {};
    assert.equal(state, 'queued');
    peer.say({ type: 'have', offset: 0, sha256: sha256Of() }, { type: 'refuse', reason: 'as you like' });
    assert.equal((await peer.received('file')).name, 'b');
    await peer.received('end');
    peer.say({ type: 'receipt', bytes: 1, sha256: sha256Of('b') });
    assert.equal((await files.ended(second)).state, 'done');
    assert.deepEqual((await eventCodes(client)).slice(-2), ['transferCancelled', 'fileSent']);
  });

  it('leaves no half answer in the framing when the connection is lost', async () => {
    const { bytes } = unfinishedFrames;
    const listening = await files.listen();
    const sender = await files.client(listening.port, { framing: { line: 'lf' } });
    const lost = await listening.connection();
    const sent = await files.begin(sender, await files.file('a', large), { mode: 'framed' });
    await new FramedSocket(lost).received('file');
    lost.write('{"type":"rec');
    await seen(sender, () => sender.counters.bytesIn === 12 || undefined);
    lost.resetAndDestroy();
    assert.equal((await files.ended(sent)).state, 'failed');
    await seen(sender, () => sender.counters.peers === 0 || undefined);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    assert.equal(unfinishedFrames.bytes, bytes);
  });

  it('continues where the receiver says, and starts over if that file is different', async () => {
    const cases: [number, string, number][] = [
      [1000, sha256Of(large.subarray(0, 1000)), 1000],
      [1000, sha256Of(large.subarray(0, 999)), 0],
      [large.length, sha256Of(large), large.length],
      [large.length + 1, sha256Of(large), 0],
    ];
    for (const [offset, sha256, from] of cases) {
      const sent = await begin('a', large);
      await peer.next();
      peer.say({ type: 'have', offset, sha256 });
      assert.deepEqual((await peer.next()).message, { type: 'from', offset: from });
      const { data, message } = await peer.next();
      assert.deepEqual([data, message], [large.subarray(from), endMessage(large)]);
      peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
      const { state, resumedAt = 0 } = await files.ended(sent);
      assert.deepEqual([state, resumedAt], ['done', from]);
    }
  });

  it('replaces the newest attempt that it continues, and no other', async () => {
    const begins = async (name: string) => {
      const sent = await begin(name, large);
      await peer.received('file');
      return sent;
    };
    const canceled = async (name: string) => {
      const { id } = await begins(name);
      await files.endpoints.engine.cancelTransfer(id);
      await peer.received('cancel');
      peer.say({ type: 'have', offset: 0, sha256: sha256Of() }, { type: 'refuse', reason: 'cancelled' });
      return id;
    };
    const [old, newest, other] = [await canceled('a'), await canceled('a'), await canceled('b')];
    const again = await begins('a');
    peer.say({ type: 'have', offset: 1000, sha256: sha256Of(large.subarray(0, 1000)) });
    assert.deepEqual(await peer.received('from'), { type: 'from', offset: 1000 });
    await peer.received('end');
    peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
    assert.deepEqual((await files.ended(again)).replaces, [newest]);
    assert.deepEqual(
      (await files.endpoints.engine.transfers(client.id)).map(({ id }) => id),
      [old, other, again.id],
    );
  });

  it('ignores a receipt before it has sent the file', async () => {
    const sent = await begin('a', large);
    await peer.next();
    peer.say({ type: 'receipt', bytes: 3, sha256: sha256Of('xyz') }, { type: 'have', offset: 0, sha256: sha256Of() });
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
    assert.equal((await files.ended(sent)).state, 'done');
  });

  it('fails if the receipt is for something else', async () => {
    const sent = await begin('a', 'abc');
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: 3, sha256: sha256Of('xyz') });
    const { state, failure } = await files.ended(sent);
    assert.deepEqual([state, failure?.code], ['failed', 'HASH_MISMATCH']);
  });

  it('reports why it was rejected, at any time', async () => {
    for (const when of ['at once', 'in the middle', 'at the end']) {
      const sent = await begin('a', large);
      await peer.received('file');
      if (when !== 'at once') {
        peer.say({ type: 'have', offset: 0, sha256: sha256Of() });
        await peer.received('from');
      }
      if (when === 'at the end') await peer.next();
      peer.say({ type: 'refuse', reason: when });
      const { failure } = await files.ended(sent);
      assert.deepEqual([failure?.code, paramsOf(failure).reason], ['PEER_REFUSED', when]);
      if (when !== 'at the end') assert.match((await peer.next()).message.type, /cancel|end/);
    }
  });

  it('doesn’t keep transfers waiting for silent peers', async () => {
    const server = await files.endpoints.open({ kind: 'tcp-server', address: ':0' });
    const peers: FramedSocket[] = [];
    for (let at = 0; at < 40; at++) peers.push(new FramedSocket(await files.socket(server)));
    await seen(server, () => (server.counters.peers === 40 ? true : undefined));
    await files.begin(server, await files.file('a', 'abc'), { mode: 'framed' });
    for (const one of peers) assert.equal((await one.next()).message.type, 'file');
  });

  it('fails if the connection is lost before the receipt', async () => {
    const sent = await begin('a', 'abc');
    await peer.next();
    await peer.next();
    peer.reset();
    const { state, failure, canRetry } = await files.ended(sent);
    assert.deepEqual([state, failure?.code, canRetry], ['failed', 'SEND_INTERRUPTED', true]);
  });

  describe('whose peer has ended its side during a file, and no longer reads', () => {
    const begun = async () => {
      const sent = await files.begin(client, await files.sparse('a', 64 * 1024 * 1024), { mode: 'framed' });
      await peer.received('file');
      peer.say({ type: 'have', offset: 0, sha256: sha256Of() });
      await files.stalled(sent);
      return sent;
    };

    const unread = async () => {
      const sent = await begun();
      peer.end();
      const { failure, canRetry } = await files.ended(sent);
      assert.deepEqual([failure?.code, canRetry], ['NO_ANSWER', true]);
      assert.equal((await files.endpoints.engine.peers(client.id, 0, 1))[0]?.state, 'ended');
      return sent;
    };

    it('closes the connection, which can’t be used for sending anymore', async () => {
      await unread();
      await assert.rejects(client.send('not any more'), { code: 'STREAM_ENDED' });
      await seen(client, () => client.state === 'closed' || undefined);
      assert.deepEqual((await eventCodes(client)).slice(-3), ['peerEnded', 'transferFailed', 'peerClosed']);
    }).timeout(20_000);

    it('also closes it if the file was canceled before', async () => {
      const sent = await begun();
      await files.endpoints.engine.cancelTransfer(sent.id);
      assert.equal((await files.ended(sent)).state, 'cancelled');
      peer.end();
      await seen(client, () => client.state === 'closed' || undefined);
      assert.deepEqual((await eventCodes(client)).slice(-2), ['peerEnded', 'peerClosed']);
    }).timeout(20_000);

    it('reconnects when the file is retried', async () => {
      const sent = await unread();
      const retried = files.endpoints.engine.retryTransfer(sent.id);
      // Data in transit needn't delay the closing here.
      socket.resume();
      const again = await retried;
      assert.notEqual(again.peer.id, sent.peer.id);
      const next = new FramedSocket(await connection());
      assert.equal((await next.received('file')).name, 'a');
      next.say({ type: 'refuse', reason: 'enough' });
      assert.equal((await files.ended(again)).failure?.code, 'PEER_REFUSED');
    }).timeout(20_000);
  });

  it('continues, however many unexpected answers arrive', async () => {
    const sent = await begin('a', large);
    await peer.next();
    const have = { type: 'have', offset: large.length, sha256: sha256Of(large) } as const;
    peer.say(...Array.from({ length: 20_000 }, () => have));
    await peer.next();
    await peer.next();
    peer.say({ type: 'receipt', bytes: large.length, sha256: sha256Of(large) });
    assert.equal((await files.ended(sent)).state, 'done');
  });
});
