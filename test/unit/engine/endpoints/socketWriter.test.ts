import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { SocketWriter } from '../../../../src/engine/endpoints/socketWriter.ts';

const KiB = 1024;

/** A socket that takes what it is handed when the test says so. */
class SlowSocket extends Writable {
  readonly written: Buffer[] = [];
  #taken: ((error?: Error) => void) | undefined;

  constructor() {
    super({ highWaterMark: 1 });
  }

  override _writev(chunks: { chunk: Buffer }[], taken: () => void): void {
    this.written.push(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    this.#taken = taken;
  }

  /** Takes what it has, one handful after the other, until nothing more is handed over. */
  async takeAll(): Promise<void> {
    for (let taken = this.#taken; taken; taken = this.#taken) {
      this.#taken = undefined;
      taken();
      await nextTurn();
    }
  }

  fail(error: Error): void {
    this.#taken?.(error);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.written);
  }
}

describe('a socket’s writer', () => {
  let socket: SlowSocket;
  let writer: SocketWriter;
  /** In the order in which the kernel took them. */
  let taken: string[];

  beforeEach(() => {
    socket = new SlowSocket();
    writer = new SocketWriter(socket as unknown as Socket);
    taken = [];
  });

  /** Resolves when it was taken, or failed. */
  const write = (name: string, ...parts: Uint8Array[]) =>
    new Promise<void>(resolve => {
      writer.write(encodedFrame(parts), error => {
        taken.push(error ? `${name}: ${error.message}` : name);
        resolve();
      });
    });

  it('hands over a short frame at once, in one write', () => {
    void write('short', Buffer.from('head'), Buffer.alloc(200 * KiB));
    assert.deepEqual(
      socket.written.map(({ length }) => length),
      [4 + 200 * KiB],
    );
  });

  it('hands over a long frame in slices, the next when the last one was taken', async () => {
    void write('long', Buffer.from('head'), Buffer.alloc(1000 * KiB));
    assert.deepEqual(
      socket.written.map(({ length }) => length),
      [256 * KiB],
    );
    await socket.takeAll();
    assert.deepEqual(
      socket.written.map(({ length }) => length),
      [256 * KiB, 256 * KiB, 256 * KiB, 232 * KiB + 4],
    );
    assert.deepEqual(taken, ['long']);
  });

  it('makes the parts of a long frame as they are taken', async () => {
    let made = 0;
    const parts = {
      *[Symbol.iterator]() {
        for (; made < 10; made++) yield Buffer.alloc(256 * KiB);
      },
    };
    writer.write({ length: 2560 * KiB, parts }, () => taken.push('long'));
    assert.equal(made, 0);
    await socket.takeAll();
    assert.deepEqual([made, taken], [10, ['long']]);
  });

  it('keeps the order of frames of any size, parts of any size, and what is done in between', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(20), fc.nat(700 * KiB)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(sizes, { maxLength: 8 }), async frames => {
        socket = new SlowSocket();
        writer = new SocketWriter(socket as unknown as Socket);
        taken = [];
        const expected: Buffer[] = [];
        const done: number[] = [];
        for (const [at, parts] of frames.entries()) {
          const bytes = parts.map(length => Buffer.alloc(length, at + 1));
          expected.push(...bytes);
          void write(`${at}`, ...bytes);
          writer.afterwards(() => done.push(at));
        }
        await socket.takeAll();
        assert.ok(Buffer.concat(expected).equals(socket.bytes));
        assert.deepEqual([taken, done], [frames.map((_, at) => `${at}`), frames.map((_, at) => at)]);
      }),
      { numRuns: 30 },
    );
  });

  it('ends the stream behind what was written before', async () => {
    void write('long', Buffer.alloc(600 * KiB));
    void write('short', Buffer.from('end'));
    writer.afterwards(() => socket.end());
    assert.ok(!socket.writableEnded);
    const finished = once(socket, 'finish');
    await socket.takeAll();
    await finished;
    assert.deepEqual([socket.bytes.length, taken], [600 * KiB + 3, ['long', 'short']]);
  });

  it('reports a failure to the frame that it met, and to those behind', async () => {
    socket.on('error', () => undefined);
    void write('long', Buffer.alloc(600 * KiB));
    const short = write('short', Buffer.from('end'));
    socket.fail(new Error('reset'));
    await short;
    assert.equal(taken[0], 'long: reset');
    assert.match(taken[1] ?? '', /^short: /);
    assert.equal(socket.written.length, 1);
  });

  it('hands over nothing more of a frame that the socket’s end cut off', async () => {
    void write('long', Buffer.alloc(600 * KiB));
    writer.afterwards(() => taken.push('afterwards'));
    socket.destroy();
    await socket.takeAll();
    assert.deepEqual([taken, socket.written.length], [['afterwards'], 1]);
  });
});
