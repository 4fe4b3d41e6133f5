import assert from 'node:assert/strict';
import { maxSliceBytes } from '../../../../src/core/limits.ts';
import { pumpFile } from '../../../../webview/transfers/pumpFile.ts';

/** The host's end: keeps what it is given, and rejects the slice of that number and those after it. */
class Spool {
  readonly slices: Uint8Array[] = [];
  readonly closed: boolean[] = [];
  inFlight = 0;
  mostInFlight = 0;
  readonly #refused: number;

  constructor(refused = -1) {
    this.#refused = refused;
  }

  async spool(_spool: string, bytes: Uint8Array): Promise<void> {
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    await new Promise(resolve => setImmediate(resolve));
    this.inFlight--;
    if (this.slices.length === this.#refused) throw new Error('cancelled');
    this.slices.push(bytes);
  }

  async closeSpool(_spool: string, complete: boolean): Promise<void> {
    this.closed.push(complete);
  }
}

/** A file of that size. Its slices are their start and end instead of bytes. */
function sizedFile(size: number): Blob {
  const slice = (from: number, to: number) => ({
    arrayBuffer: async () => Float64Array.of(from, Math.min(to, size)).buffer,
  });
  return { size, slice } as unknown as Blob;
}

/** Starts and ends of the slices that a spool received. */
function rangesIn({ slices }: Spool): number[][] {
  return slices.map(slice => [...new Float64Array(slice.buffer)]);
}

describe('a dropped file', () => {
  for (const size of [0, 1, maxSliceBytes - 1, maxSliceBytes, maxSliceBytes + 1, 11 * maxSliceBytes + 5]) {
    it(`of ${size} bytes is sent in slices, in order, a few at a time`, async () => {
      const spool = new Spool();
      await pumpFile(sizedFile(size), 's1', spool);
      const ranges = rangesIn(spool);
      const begins = [0, ...ranges.map(([, end = 0]) => end)];
      assert.deepEqual(
        ranges.map(([begin]) => begin),
        begins.slice(0, -1),
      );
      assert.equal(begins.at(-1), size);
      assert.ok(ranges.every(([begin = 0, end = 0]) => end - begin <= maxSliceBytes));
      assert.ok(spool.mostInFlight <= 8);
      assert.deepEqual(spool.closed, [true]);
    });
  }

  it('is sent unchanged', async () => {
    const spool = new Spool();
    await pumpFile(new Blob(['hello']), 's1', spool);
    assert.deepEqual(Buffer.concat(spool.slices).toString(), 'hello');
    assert.ok(spool.slices.every(slice => slice.buffer.byteLength === slice.length));
  });

  it('has several slices on their way', async () => {
    const spool = new Spool();
    await pumpFile(sizedFile(20 * maxSliceBytes), 's1', spool);
    assert.equal(spool.mostInFlight, 8);
  });

  it('ends silently when it isn’t wanted anymore', async () => {
    const spool = new Spool(1);
    const file = sizedFile(100 * maxSliceBytes);
    const { slice } = file;
    let read = 0;
    file.slice = (...args) => {
      read++;
      return slice(...args);
    };
    await pumpFile(file, 's1', spool);
    assert.equal(spool.slices.length, 1);
    assert.ok(read < 20, `${read} slices were read`);
    assert.deepEqual(spool.closed, [false]);
  });

  it('is not complete if its last slice was rejected', async () => {
    const spool = new Spool(0);
    await pumpFile(new Blob(['a']), 's1', spool);
    assert.deepEqual(spool.closed, [false]);
  });

  it('reports that it can’t be read, and that it is not complete', async () => {
    const spool = new Spool();
    const file = {
      size: 2 * maxSliceBytes,
      slice: () => ({ arrayBuffer: async () => Promise.reject(new Error('gone')) }),
    };
    await assert.rejects(pumpFile(file as unknown as Blob, 's1', spool), /gone/);
    assert.deepEqual(spool.closed, [false]);
  });
});
