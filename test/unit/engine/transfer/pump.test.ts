import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { FileSource } from '../../../../src/engine/transfer/disk/fileSource.ts';
import { pump } from '../../../../src/engine/transfer/pump.ts';
import { Transfer } from '../../../../src/engine/transfer/transfer.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' };

describe('the blocks of a file on their way', () => {
  let transfer: Transfer;
  let released: number;
  let writes: PromiseWithResolvers<void>[];

  beforeEach(() => {
    const about = { endpoint: 'e', peer, direction: 'out', mode: 'raw', name: 'a', onChange: () => undefined } as const;
    transfer = new Transfer(about);
    transfer.become('running');
    released = 0;
    writes = [];
  });

  /** Lends this many blocks of two bytes, then ends or fails. */
  const source = (blocks: number, failure?: Error) => {
    let left = blocks;
    const read = async () => {
      if (left-- > 0) return { bytes: Uint8Array.of(1, 2), release: () => void released++ };
      if (failure) throw failure;
      return undefined;
    };
    return { read } as unknown as FileSource;
  };
  const start = (from: FileSource, signal = transfer.signal) =>
    pump(from, transfer, signal, () => {
      const write = Promise.withResolvers<void>();
      writes.push(write);
      return write.promise;
    });
  const resolveAll = () => {
    for (const write of writes) write.resolve();
  };

  it('are written while earlier ones are on their way, and counted when accepted', async () => {
    const pumping = start(source(3));
    await turn();
    assert.deepEqual([writes.length, transfer.snapshot.bytes, released], [3, 0, 0]);
    writes[0]?.resolve();
    await turn();
    assert.deepEqual([transfer.snapshot.bytes, released], [2, 1]);
    resolveAll();
    await pumping;
    assert.deepEqual([transfer.snapshot.bytes, released], [6, 3]);
  });

  it('are awaited to the last', async () => {
    let isOver = false;
    const pumping = start(source(1)).then(() => {
      isOver = true;
    });
    await turn();
    assert.equal(isOver, false);
    resolveAll();
    await pumping;
  });

  it('don’t exist for an empty file', () => start(source(0)));

  it('end at the first failed write, and return their memory', async () => {
    const pumping = start(source(2));
    await turn();
    writes[0]?.reject(new Error('EPIPE'));
    await assert.rejects(pumping, /EPIPE/);
    writes[1]?.resolve();
    await turn();
    assert.equal(released, 2);
  });

  it('end at a failed read', async () => {
    const failed = assert.rejects(start(source(1, new Error('EIO'))), /EIO/);
    await turn();
    resolveAll();
    await failed;
  });

  it('end with the signal, even during a pending write', async () => {
    const reason = new SocketError('CANCELLED');
    const pumping = start(source(1));
    await turn();
    transfer.cancel(reason);
    await assert.rejects(pumping, reason);
    await assert.rejects(start(source(1)), reason);
    assert.equal(writes.length, 1);
  });

  it('wait for a pause to end', async () => {
    transfer.pause();
    const pumping = start(source(1));
    await turn();
    assert.equal(writes.length, 0);
    transfer.resume();
    await turn();
    resolveAll();
    await pumping;
    assert.equal(released, 1);
  });
});
