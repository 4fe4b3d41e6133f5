import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { mock } from 'node:test';
import fc from 'fast-check';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { SocketWriter } from '../../../../src/engine/transport/socketWriter.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { shortTurns } from '../../../support/shortTurns.ts';

const KiB = 1024;

/** A socket that accepts data when the test says so. */
class SlowSocket extends Writable {
  readonly written: Buffer[] = [];
  #taken: ((error?: Error) => void) | undefined;
  #isTaking = false;

  constructor() {
    super({ highWaterMark: 1 });
  }

  override _writev(chunks: { chunk: Buffer }[], taken: () => void): void {
    this.written.push(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    this.#taken = taken;
    if (this.#isTaking) setImmediate(taken);
  }

  /** Accepts what it has, and from now on everything in the next turn. */
  take(): void {
    this.#isTaking = true;
    this.#taken?.();
  }

  /** Accepts what it has, and nothing more. */
  takeOne(): void {
    this.#taken?.();
  }

  fail(error: Error): void {
    this.#taken?.(error);
  }

  get sizes(): number[] {
    return this.written.map(({ length }) => length);
  }
}

describe('a socket’s writer', () => {
  let socket: SlowSocket;
  let writer: SocketWriter;
  /** In the order in which the kernel accepted them. */
  let taken: string[];

  beforeEach(begin);

  function begin(): void {
    socket = new SlowSocket();
    socket.on('error', () => undefined);
    writer = new SocketWriter(socket as unknown as Socket, neverFails);
    taken = [];
  }

  /** Resolves when it was accepted, or failed. */
  const write = (name: string, ...parts: Uint8Array[]) =>
    new Promise<void>(resolve => {
      writer.write(encodedFrame(parts), error => {
        taken.push(error ? `${name}: ${error.message}` : name);
        resolve();
      });
    });

  it('writes a short frame at once, in one call', () => {
    void write('short', Buffer.from('head'), Buffer.alloc(200 * KiB));
    assert.deepEqual(socket.sizes, [4 + 200 * KiB]);
  });

  it('writes a long frame in slices, the next when the previous one was accepted', async () => {
    const written = write('long', Buffer.from('head'), Buffer.alloc(1000 * KiB));
    assert.deepEqual(socket.sizes, [256 * KiB]);
    socket.take();
    await written;
    assert.deepEqual(socket.sizes, [256 * KiB, 256 * KiB, 256 * KiB, 232 * KiB + 4]);
  });

  it('creates the parts of a long frame as they are accepted', async () => {
    let made = 0;
    function* parts() {
      for (; made < 10; made++) yield Buffer.alloc(256 * KiB);
    }
    const written = new Promise(resolve => writer.write({ length: 2560 * KiB, parts: parts() }, resolve));
    assert.deepEqual([made, socket.written.length], [0, 1]);
    socket.take();
    await written;
    assert.equal(made, 10);
  });

  it('keeps the order of frames of any size, parts of any size, and actions in between', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(20), fc.nat(700 * KiB)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(sizes, { maxLength: 8 }), async frames => {
        begin();
        const expected: Buffer[] = [];
        const done: number[] = [];
        const writes = frames.map((parts, at) => {
          const bytes = parts.map(length => Buffer.alloc(length, at + 1));
          expected.push(...bytes);
          const written = write(`${at}`, ...bytes);
          writer.afterwards(() => done.push(at));
          return written;
        });
        socket.take();
        await Promise.all(writes);
        assert.ok(Buffer.concat(expected).equals(Buffer.concat(socket.written)));
        assert.deepEqual([taken, done], [frames.map((_, at) => `${at}`), frames.map((_, at) => at)]);
      }),
      { numRuns: 30 },
    );
  });

  it('writes what waited for a long frame in turns', async () => {
    const long = write('long', Buffer.alloc(600 * KiB));
    const names = Array.from({ length: 5000 }, (_, at) => `${at}`);
    const shorts = names.map(name => write(name, Buffer.from(name)));
    shortTurns(100);
    socket.take();
    await long;
    // After all microtasks.
    await new Promise(resolve => queueMicrotask(() => process.nextTick(resolve)));
    assert.ok(socket.writableLength < 2000, `${socket.writableLength} bytes were written at once`);
    const afterwards = new Promise<void>(resolve => writer.afterwards(resolve));
    await Promise.all([...shorts, afterwards]);
    assert.deepEqual(taken, ['long', ...names]);
    mock.restoreAll();
  });

  it('ends the stream after everything that was written before', async () => {
    void write('long', Buffer.alloc(600 * KiB));
    void write('short', Buffer.from('end'));
    writer.afterwards(() => socket.end());
    assert.ok(!socket.writableEnded);
    const finished = once(socket, 'finish');
    socket.take();
    await finished;
    assert.deepEqual(
      [socket.sizes, taken],
      [
        [256 * KiB, 256 * KiB, 88 * KiB, 3],
        ['long', 'short'],
      ],
    );
  });

  it('reports a failure for a frame of which nothing was accepted', async () => {
    const long = write('long', Buffer.alloc(600 * KiB));
    void write('short', Buffer.from('end'));
    socket.fail(new Error('reset'));
    await long;
    assert.deepEqual([taken, socket.written.length], [['long: reset'], 1]);
  });

  it('writes nothing more if the socket is destroyed between two slices', async () => {
    void write('long', Buffer.alloc(600 * KiB));
    void write('short', Buffer.from('end'));
    writer.afterwards(() => taken.push('afterwards'));
    socket.takeOne();
    socket.destroy();
    await once(socket, 'close');
    await new Promise(setImmediate);
    assert.deepEqual([taken, socket.written.length], [[], 1]);
  });
});
