import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { MessageBatch } from '../../../../src/core/messageBatch.ts';
import { maxStreams } from '../../../../src/engine/endpoints/messageStreams.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { portOf } from '../../../support/openEndpoint.ts';

const lines = { kind: 'tcp-server', address: '127.0.0.1:0', framing: { line: 'lf' } } as const;

/** The messages of a batch, each with its sender. */
function messagesIn({ bytes, ends, senders, peers }: MessageBatch): string[] {
  return [...ends].map((end, index) => {
    const text = Buffer.from(bytes.subarray(ends[index - 1] ?? 0, end)).toString('latin1');
    return `${peers[senders[index] ?? 0]?.id} ${text}`;
  });
}

describe('message streams', () => {
  let endpoints: EngineEndpoints;
  let sockets: Socket[];

  beforeEach(() => {
    endpoints = new EngineEndpoints();
    sockets = [];
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await endpoints.dispose();
  });

  async function server(config: EndpointConfig = lines) {
    const opened = await endpoints.open(config);
    const client = async () => {
      const socket = connect(portOf(opened), '127.0.0.1');
      sockets.push(socket);
      await once(socket, 'connect');
      return socket;
    };
    return { ...opened, address: opened.address, client };
  }

  async function taken(stream: number, count: number): Promise<string[]> {
    const all: string[] = [];
    while (all.length < count) all.push(...messagesIn(await endpoints.engine.takeMessages(stream)));
    return all;
  }

  /** Resolves when the endpoint has received this many messages. */
  const received = (id: string, count: number) =>
    endpoints.changeSeen(id, async () => {
      const [{ counters } = assert.fail()] = await endpoints.engine.snapshots();
      return counters.framesIn === count || undefined;
    });

  it('deliver messages of all conversations of an endpoint, present and future, even after it was reopened', async () => {
    const { id, client } = await server();
    const first = await client();
    first.write('missed\n');
    await received(id, 1);
    const before = await endpoints.engine.openMessages(id);
    first.write('of the first\n');
    assert.equal((await taken(before, 1)).at(-1), 'p1 of the first');
    (await client()).write('of the second\n');
    assert.deepEqual(await taken(before, 1), ['p2 of the second']);
    await endpoints.engine.close(id);
    const { address } = await endpoints.engine.reopen(id);
    const later = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    sockets.push(later);
    later.write('after it was reopened\n');
    assert.deepEqual(await taken(before, 1), ['p3 after it was reopened']);
  });

  it('of one peer deliver only its messages, and end with it', async () => {
    const { id, client } = await server();
    const all = await endpoints.engine.openMessages(id);
    const [first, second] = [await client(), await client()];
    first.write('hello\n');
    const [hello] = await taken(all, 1);
    assert.equal(hello, 'p1 hello');
    const stream = await endpoints.engine.openMessages(id, 'p1');
    second.write('of another\n');
    await taken(all, 1);
    first.end('last\n');
    const batch = await endpoints.engine.takeMessages(stream);
    assert.deepEqual(messagesIn(batch), ['p1 last']);
    assert.equal((await endpoints.engine.takeMessages(stream)).state, 'ended');
    await assert.rejects(endpoints.engine.openMessages(id, 'p1'), {
      code: 'NO_PEER',
      params: { kind: 'tcp-server', peer: 'p1', purpose: 'receive' },
    });
    await assert.rejects(endpoints.engine.openMessages('other'), { code: 'NO_ENDPOINT' });
  });

  it('answer a reader while the endpoint is closed only if requested', async () => {
    const { id } = await server();
    const stream = await endpoints.engine.openMessages(id);
    const untilClosed = endpoints.engine.takeMessages(stream, true);
    await assert.rejects(endpoints.engine.takeMessages(stream), RangeError);
    await endpoints.engine.close(id);
    assert.equal((await untilClosed).state, 'closed');
    assert.equal((await endpoints.engine.takeMessages(stream, true)).state, 'closed');
    const waiting = endpoints.engine.takeMessages(stream);
    await endpoints.engine.remove(id);
    assert.equal((await waiting).state, 'ended');
    assert.equal((await endpoints.engine.takeMessages(stream)).state, 'ended');
  });

  for (const leave of ['remove', 'setAside', 'dispose'] as const)
    it(`end with ${leave}, whether a caller waits or not`, async () => {
      const { id } = await server();
      const waiting = endpoints.engine.takeMessages(await endpoints.engine.openMessages(id));
      await (leave === 'dispose' ? endpoints.engine.dispose() : endpoints.engine[leave](id));
      assert.equal((await waiting).state, 'ended');
    });

  it('answer a pending read when they are closed, and pause nothing after that', async () => {
    const { id, client } = await server();
    const stream = await endpoints.engine.openMessages(id);
    const waiting = endpoints.engine.takeMessages(stream);
    await endpoints.engine.closeMessages(stream);
    assert.equal((await waiting).state, 'ended');
    await endpoints.engine.closeMessages(stream);
    (await client()).write('x\n'.repeat(20_000));
    await received(id, 20_000);
  });

  it('deliver limited batches in order, and pause a connection while nothing is read', async () => {
    const { id, client } = await server();
    const stream = await endpoints.engine.openMessages(id);
    const count = 20_000;
    (await client()).end(Array.from({ length: count }, (_, index) => `${index}\n`).join(''));
    let next = 0;
    while (next < count) {
      const batch = messagesIn(await endpoints.engine.takeMessages(stream));
      assert.ok(batch.length > 0 && batch.length <= 1000, `${batch.length} messages`);
      // The amount that was received but not taken is bounded.
      const [{ counters } = assert.fail()] = await endpoints.engine.snapshots();
      const waiting = counters.framesIn - next - batch.length;
      assert.ok(waiting <= 4096, `${waiting} messages wait`);
      for (const message of batch) assert.equal(message, `p1 ${next++}`);
    }
  });

  it('that are abandoned don’t keep the endpoint from closing', async () => {
    const { id, client } = await server();
    const stream = await endpoints.engine.openMessages(id);
    (await client()).write('x\n'.repeat(100_000));
    await endpoints.engine.takeMessages(stream);
    await endpoints.engine.close(id);
    assert.equal((await endpoints.engine.snapshots())[0]?.state, 'closed');
  });

  it('count the datagrams dropped while too many wait', async () => {
    const { id, address } = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0' });
    const stream = await endpoints.engine.openMessages(id);
    const sender = createSocket('udp4');
    const port = Number(address.split(':').at(-1));
    const large = Buffer.alloc(50_000);
    for (let sent = 1; sent <= 30; sent++) {
      await new Promise(resolve => sender.send(large, port, '127.0.0.1', resolve));
      await received(id, sent);
    }
    const { ends, dropped } = await endpoints.engine.takeMessages(stream);
    assert.deepEqual({ taken: ends.length, dropped }, { taken: 20, dropped: 9 });
    sender.close();
  });

  it('are limited in number', async () => {
    const { id } = await server();
    const streams = await Promise.all(Array.from({ length: maxStreams }, () => endpoints.engine.openMessages(id)));
    assert.equal(new Set(streams).size, maxStreams);
    await assert.rejects(endpoints.engine.openMessages(id), { code: 'TOO_MANY_STREAMS', params: { maxStreams } });
    await endpoints.engine.closeMessages(streams[0] ?? 0);
    await endpoints.engine.openMessages(id);
  });
});
