import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { OwnMemory } from '../../../../../src/engine/transfer/disk/ownMemory.ts';
import { collectGarbage } from '../../../../support/collectGarbage.ts';

const readBytes = 65_536;

describe('the memory of what was read', () => {
  let memory: OwnMemory;
  let read: Uint8Array;

  beforeEach(() => {
    memory = new OwnMemory();
    read = new Uint8Array(readBytes);
  });

  const isFree = ({ buffer }: Uint8Array) => buffer.byteLength === 0;

  it('is freed with its bytes', () => {
    memory.take(read);
    assert.equal(isFree(read), false);
    memory.free(read);
    assert.equal(isFree(read), true);
  });

  it('is freed with its last bytes, whatever was in between', () => {
    for (const at of [1, 1000, readBytes - 1]) {
      const bytes = new Uint8Array(readBytes);
      const [first, last] = [bytes.subarray(0, at), bytes.subarray(Math.min(at + 30, readBytes - 1))];
      memory.take(first);
      memory.take(last);
      memory.free(first);
      assert.equal(isFree(bytes), false);
      memory.free(last);
      assert.equal(isFree(bytes), true);
    }
  });

  it('isn’t freed if only a part was taken: others may have the rest', () => {
    for (const part of [new Uint8Array(readBytes).subarray(1), new Uint8Array(readBytes).subarray(0, readBytes - 1)]) {
      memory.take(part);
      memory.free(part);
      assert.equal(isFree(part), false);
    }
    // The other part belongs to a file that was received before.
    const other = new OwnMemory();
    other.take(read.subarray(0, 10));
    memory.take(read.subarray(10));
    memory.free(read.subarray(10));
    assert.equal(isFree(read), false);
  });

  it('isn’t freed if it may be shared', () => {
    for (const bytes of [
      new Uint8Array(4095),
      Buffer.from('pooled'),
      new Uint8Array(new SharedArrayBuffer(readBytes)),
    ]) {
      memory.take(bytes);
      memory.free(bytes);
      assert.ok(bytes.length > 0);
    }
    const least = new Uint8Array(4096);
    memory.take(least);
    memory.free(least);
    assert.equal(isFree(least), true);
  });

  it('isn’t kept if it is never freed, as after a failed write', async () => {
    const reads = Array.from({ length: 10 }, () => {
      const bytes = new Uint8Array(readBytes);
      memory.take(bytes);
      return new WeakRef(bytes.buffer);
    });
    memory.take(read);
    await turn();
    collectGarbage();
    assert.deepEqual(
      reads.flatMap(one => one.deref() ?? []),
      [],
    );
  });

  it('is freed one by one', () => {
    const next = new Uint8Array(readBytes);
    memory.take(read);
    memory.take(next);
    memory.free(read);
    assert.deepEqual([isFree(read), isFree(next)], [true, false]);
  });
});
