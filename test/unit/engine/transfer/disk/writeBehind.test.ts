import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { WriteBehind } from '../../../../../src/engine/transfer/disk/writeBehind.ts';
import { allWaitingBytes } from '../../../../../src/engine/transfer/waitingBytes.ts';
import { collectGarbage } from '../../../../support/collectGarbage.ts';

const mebibyte = 1024 * 1024;

/** A disk that accepts data when a test says so. */
class SlowDisk {
  readonly writes: { readonly chunks: Uint8Array[]; readonly position: number }[] = [];
  #taken: PromiseWithResolvers<{ bytesWritten: number }> | undefined;

  readonly file = {
    writev: (chunks: Uint8Array[], position: number) => {
      this.writes.push({ chunks, position });
      this.#taken = Promise.withResolvers();
      return this.#taken.promise;
    },
  } as unknown as FileHandle;

  /** Completes the write under way, or this many bytes of it. */
  async take(bytes = Buffer.concat(this.writes.at(-1)?.chunks ?? []).length): Promise<void> {
    this.#taken?.resolve({ bytesWritten: bytes });
    await turn();
  }

  async fail(error: Error): Promise<void> {
    this.#taken?.reject(error);
    await turn();
  }

  get written(): string[] {
    return this.writes.map(({ chunks, position }) => `${position}:${Buffer.concat(chunks)}`);
  }
}

describe('bytes on their way to a file', () => {
  let disk: SlowDisk;
  let failures: unknown[];
  let behind: WriteBehind;
  let before: number;

  beforeEach(() => {
    before = allWaitingBytes.bytes;
    mock.timers.enable({ apis: ['setTimeout'] });
    disk = new SlowDisk();
    failures = [];
    behind = new WriteBehind(
      disk.file,
      100,
      position => failures.push(position),
      error => failures.push(error.message),
    );
  });
  afterEach(() => {
    mock.timers.reset();
    behind.failed(new Error('the test is over'));
  });

  const append = (text: string) => behind.append(Buffer.from(text));

  it('are written together after a while, from the position on', async () => {
    append('ab');
    append('');
    append('c');
    mock.timers.tick(99);
    assert.deepEqual(disk.written, []);
    mock.timers.tick(1);
    assert.deepEqual(disk.written, ['100:abc']);
    assert.equal(behind.position, 100);
    await disk.take();
    assert.deepEqual([behind.position, failures], [103, [103]]);
  });

  it('are written at once if they are a mebibyte, or more pieces than one write takes', () => {
    behind.append(Buffer.alloc(mebibyte - 1));
    assert.equal(disk.writes.length, 0);
    behind.append(Buffer.alloc(1));
    assert.equal(disk.writes.length, 1);
    const other = new SlowDisk();
    const pieces = new WriteBehind(other.file, 0, () => undefined, assert.fail);
    for (let at = 0; at < 1023; at++) pieces.append(Buffer.alloc(1));
    assert.equal(other.writes.length, 0);
    pieces.append(Buffer.alloc(1));
    assert.equal(other.writes[0]?.chunks.length, 1024);
  });

  it('are written one write at a time, followed by later ones', async () => {
    append('a');
    mock.timers.tick(100);
    append('b');
    mock.timers.tick(1000);
    assert.equal(disk.writes.length, 1);
    await disk.take();
    mock.timers.tick(100);
    assert.deepEqual(disk.written, ['100:a', '101:b']);
  });

  it('are written completely if the disk takes less than it is given, wherever it stops', async () => {
    for (const taken of [1, 2, 3]) {
      disk.writes.length = 0;
      const { position } = behind;
      append('ab');
      append('cd');
      mock.timers.tick(100);
      await disk.take(taken);
      await disk.take();
      const rest = 'abcd'.slice(taken);
      assert.deepEqual(disk.written, [`${position}:abcd`, `${position + taken}:${rest}`]);
      assert.equal(behind.position, position + 4);
    }
  });

  it('are written in pieces of half a mebibyte, or one chunk if that is longer', async () => {
    for (const chunk of [600, 200, 300, 200]) behind.append(Buffer.alloc(chunk * 1024));
    const flushed = behind.flush();
    for (let written = 0; written < 3; written++) await disk.take();
    await flushed;
    const lengths = disk.writes.map(({ chunks }) => chunks.map(({ length }) => length / 1024));
    assert.deepEqual(lengths, [[600], [200, 300], [200]]);
  });

  it('make their sender wait above four mebibytes, until one is left', async () => {
    behind.append(Buffer.alloc(mebibyte));
    behind.append(Buffer.alloc(3 * mebibyte));
    assert.equal(behind.isBusy, false);
    behind.append(Buffer.alloc(1));
    assert.equal(behind.isBusy, true);
    let isDrained = false;
    const drained = behind.drained().then(() => {
      isDrained = true;
    });
    await disk.take();
    assert.equal(isDrained, false);
    for (const left of [3 * mebibyte, 1]) await disk.take(left);
    await drained;
    assert.equal(behind.isBusy, false);
    await behind.drained();
  });

  it('make their sender wait far earlier while those of all files are too many', async () => {
    const part = Buffer.alloc(64 * mebibyte);
    const others = Array.from(
      { length: 4 },
      () =>
        new WriteBehind(
          new SlowDisk().file,
          0,
          () => undefined,
          () => undefined,
        ),
    );
    for (const other of others) other.append(part);
    behind.append(Buffer.alloc(64 * 1024));
    assert.equal(behind.isBusy, false, 'a few are no matter');
    behind.append(Buffer.alloc(1));
    assert.equal(behind.isBusy, true);
    // Written at once, not after a while.
    const drained = behind.drained();
    assert.equal(disk.writes.length, 1);
    await disk.take();
    await drained;
    behind.append(Buffer.alloc(65 * 1024));
    for (const other of others) other.failed(new Error('given up'));
    assert.equal(behind.isBusy, false);
  });

  it('are counted among those of all files until they are written or given up', async () => {
    append('abc');
    mock.timers.tick(100);
    append('de');
    assert.equal(allWaitingBytes.bytes - before, 5);
    await disk.take(2);
    assert.equal(allWaitingBytes.bytes - before, 3);
    await disk.fail(new Error('gone'));
    append('more');
    assert.equal(allWaitingBytes.bytes - before, 0);
  });

  it('are all written when they are flushed, without a pause', async () => {
    append('a');
    let isFlushed = false;
    const flushing = behind.flush().then(() => {
      isFlushed = true;
    });
    append('b');
    await disk.take();
    assert.equal(isFlushed, false);
    await disk.take();
    await flushing;
    assert.deepEqual(disk.written, ['100:a', '101:b']);
    await behind.flush();
  });

  it('are dropped at the first failure, which rejects all waiters and is reported once', async () => {
    const failure = new Error('ENOSPC');
    behind.append(Buffer.alloc(5 * mebibyte));
    append('lost');
    const waiting = [behind.drained(), behind.flush()].map(one => assert.rejects(one, failure));
    await disk.fail(failure);
    await Promise.all(waiting);
    append('nothing');
    mock.timers.tick(1000);
    await assert.rejects(behind.flush(), failure);
    await assert.rejects(behind.drained(), failure);
    assert.deepEqual([disk.writes.length, failures, behind.isBusy], [1, ['ENOSPC'], true]);
  });

  it('are not kept after a failure', async () => {
    append('a');
    mock.timers.tick(100);
    await disk.fail(new Error('EIO'));
    const given = Array.from({ length: 10 }, () => {
      const bytes = new Uint8Array(100);
      behind.append(bytes);
      return new WeakRef(bytes);
    });
    await turn();
    collectGarbage();
    assert.deepEqual(
      given.flatMap(bytes => bytes.deref() ?? []),
      [],
    );
  });

  it('are freed when all of them are written, if nothing else uses them', async () => {
    const owning = new WriteBehind(
      disk.file,
      0,
      () => undefined,
      () => undefined,
      { ownsBytes: true },
    );
    const chunks = [new Uint8Array(mebibyte / 2), new Uint8Array(mebibyte / 2), new Uint8Array(mebibyte)];
    const lengths = () => chunks.map(({ length }) => length);
    for (const chunk of chunks) owning.append(chunk);
    await disk.take(mebibyte / 2);
    assert.deepEqual(lengths(), [mebibyte / 2, mebibyte / 2, mebibyte], 'the rest of a write is still under way');
    await disk.take();
    assert.deepEqual(lengths(), [0, 0, mebibyte]);
    await disk.fail(new Error('ENOSPC'));
    assert.deepEqual(lengths(), [0, 0, mebibyte]);
    const kept = new Uint8Array(mebibyte);
    behind.append(kept);
    await disk.take();
    assert.equal(kept.length, mebibyte);
  });

  it('are no longer written when it is stopped, except what is under way', async () => {
    append('a');
    mock.timers.tick(100);
    append('b');
    const reason = new Error('stopped');
    const stopping = behind.stop(reason);
    await disk.take();
    await stopping;
    mock.timers.tick(1000);
    assert.deepEqual([disk.written, behind.position], [['100:a'], 101]);
    await assert.rejects(behind.flush(), reason);
  });
});
