import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { mock } from 'node:test';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { type OpenEndpoint, seen } from '../../../support/openEndpoint.ts';
import { wireOf } from '../../../support/wireOf.ts';

const MiB = 1024 * 1024;
/** SLIP sends each of these bytes as two. */
const slipEnd = 0xc0;
const prefixed: Framing = { lengthPrefix: { bytes: 4, endian: 'big' } };

describe('a long frame', () => {
  // Before the engine ends.
  afterEach(() => mock.restoreAll());
  const tests = new EndpointTests();

  async function connected(endpoint: OpenEndpoint): Promise<Socket> {
    const socket = await tests.bare.connect(endpoint);
    await seen(endpoint, () => (endpoint.counters.peers > 0 ? true : undefined));
    return socket;
  }

  /** Resolves with the SHA-256 of the data once this many bytes have arrived, and with their number. */
  async function received(socket: Socket, bytes: number): Promise<{ sha256: string; bytes: number }> {
    const hash = createHash('sha256');
    let count = 0;
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      hash.update(chunk);
      count += chunk.length;
      if (count >= bytes) break;
    }
    return { sha256: hash.digest('hex'), bytes: count };
  }

  const sha256 = (...parts: Uint8Array[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest('hex');
  };
  const outFrames = async (endpoint: OpenEndpoint) =>
    (await endpoint.entries()).filter(({ direction }) => direction === 'out').map(({ length }) => length);

  it('is sent to a slow peer in order, and counts as sent when the kernel has its last byte', async () => {
    const endpoint = await tests.endpoints.open({
      kind: 'tcp-server',
      address: ':0',
      framing: 'slip',
      maxQueuedBytes: 16 * MiB,
    });
    const socket = await connected(endpoint);
    const frames = [Buffer.from('before'), Buffer.alloc(6 * MiB, slipEnd), Buffer.from('after')];
    const sent: string[] = [];
    const sends = frames.map(async (frame, at) => {
      await endpoint.send(frame);
      sent.push(`${at}`);
    });
    await sends[0];
    await assert.rejects(endpoint.send(Buffer.alloc(4 * MiB)), {
      code: 'SEND_QUEUE_FULL',
      params: { bytes: 4 * MiB + 2, queuedBytes: 12 * MiB + 2 + 7, maxQueuedBytes: 16 * MiB },
    });
    assert.deepEqual([sent, endpoint.counters.framesOut], [['0'], 1]);
    // Recorded once and whole, as soon as it is on its way.
    assert.deepEqual(
      await outFrames(endpoint),
      frames.map(({ length }) => length),
    );
    const ended = endpoint.end();
    const wire = frames.map(frame => wireOf(framingFor('slip').encoder().encode(frame)));
    const expected = { sha256: sha256(...wire), bytes: 12 * MiB + 2 + 8 + 7 };
    assert.deepEqual(await received(socket, Number.POSITIVE_INFINITY), expected);
    await Promise.all([...sends, ended]);
    await seen(endpoint, () => (endpoint.counters.framesOut === 3 ? true : undefined));
    assert.deepEqual([sent, endpoint.counters.bytesOut], [['0', '1', '2'], expected.bytes]);
  });

  it('fails with the frames after it when the peer resets the connection', async () => {
    const endpoint = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', framing: 'cobs' });
    const socket = await connected(endpoint);
    const sends = [endpoint.send(Buffer.alloc(12 * MiB, 1)), endpoint.send('behind')];
    const settled = Promise.allSettled(sends);
    await once(socket, 'readable');
    socket.resetAndDestroy();
    const codes = (await settled).map(result => result.status === 'rejected' && result.reason.code);
    assert.deepEqual(codes, ['SEND_INTERRUPTED', 'SEND_INTERRUPTED']);
    assert.equal(endpoint.counters.framesOut, 0);
  });

  it('arrives whole before a disconnect completes, if the peer reads', async () => {
    const endpoint = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', framing: prefixed });
    const socket = await connected(endpoint);
    const frame = Buffer.alloc(12 * MiB, 'x');
    const sent = endpoint.send(frame);
    await once(socket, 'readable');
    const [peer] = await tests.engine.peers(endpoint.id, 0, 1);
    const disconnected = tests.engine.disconnect(endpoint.id, peer?.id ?? '');
    const { bytes } = await received(socket, Number.POSITIVE_INFINITY);
    assert.equal(bytes, 4 + frame.length);
    socket.end();
    await Promise.all([sent, disconnected]);
  });

  for (const framing of ['none', prefixed, { line: 'lf' }, { delimiter: 'b-b' }, 'slip', 'cobs'] as Framing[]) {
    it(`is echoed byte for byte: ${JSON.stringify(framing)}`, async () => {
      const endpoint = await tests.endpoints.open({
        kind: 'tcp-server',
        address: ':0',
        framing,
        reply: 'echo',
        maxFrameBytes: 3 * MiB,
      });
      const socket = await connected(endpoint);
      const isLine = typeof framing === 'object' && 'line' in framing;
      const frame = Buffer.alloc(3 * MiB);
      // The bytes must not end a line.
      for (let at = 0; at < frame.length; at++) frame[at] = ((at * 31 + (at >> 9)) & 0xff) | (isLine ? 16 : 0);
      const wire = wireOf(framingFor(framing).encoder().encode(frame));
      socket.write(wire);
      assert.deepEqual(await received(socket, wire.length), { sha256: sha256(wire), bytes: wire.length });
    });
  }

  it('is read in turns, although Node reads available bytes back to back', async () => {
    let turn = 0;
    let next = setImmediate(function tick() {
      turn++;
      next = setImmediate(tick);
    });
    const turns: number[] = [];
    mock.method(turnBudget, 'tryTake', () => {
      turns.push(turn);
      return false;
    });
    const endpoint = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', framing: prefixed });
    const socket = await connected(endpoint);
    const frame = Buffer.alloc(4 * MiB, 'x');
    socket.write(wireOf(framingFor(prefixed).encoder().encode(frame)));
    await seen(endpoint, () => (endpoint.counters.framesIn === 1 ? true : undefined));
    clearImmediate(next);
    assert.ok(turns.length > 16);
    assert.equal(new Set(turns).size, turns.length);
  });
});
