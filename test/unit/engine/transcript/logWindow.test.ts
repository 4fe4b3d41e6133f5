import assert from 'node:assert/strict';
import { LogWindow } from '../../../../src/engine/transcript/logWindow.ts';

const entryAt = (offset: number, length: number, { segment = 0, carryIn = 0 } = {}) => ({
  ...({ time: 0, direction: 'in', peer: 1, origin: 0, carryOut: 0, carryEncoding: 0 } as const),
  ...{ segment, offset, length, carryIn },
});

describe('sequential reading of entries', () => {
  /** Bytes of segment 0; segment 1 has the same in reverse. */
  const log = Uint8Array.from({ length: 100 }, (_, at) => at);
  let reads: [segment: number, offset: number][];
  let window: LogWindow;

  beforeEach(() => {
    reads = [];
    window = new LogWindow({
      logBytes: async (segment, offset, length) => {
        reads.push([segment, offset]);
        return (segment === 0 ? log : log.toReversed()).subarray(offset, offset + length);
      },
    });
  });

  it('finds nothing before something is loaded', () => assert.equal(window.bytes(entryAt(0, 1)), undefined));

  it('finds what follows the first in the same window without another read', async () => {
    assert.deepEqual([...(await window.load(entryAt(10, 3)))], [10, 11, 12]);
    assert.deepEqual([...(window.bytes(entryAt(10, 3)) ?? [])], [10, 11, 12]);
    assert.deepEqual([...(window.bytes(entryAt(98, 2)) ?? [])], [98, 99]);
    assert.deepEqual(reads, [[0, 10]]);
  });

  it('returns the carried bytes before the payload', async () => {
    assert.deepEqual([...(await window.load(entryAt(10, 1, { carryIn: 2 })))], [10, 11, 12]);
    assert.deepEqual([...(window.bytes(entryAt(20, 1, { carryIn: 2 })) ?? [])], [20, 21, 22]);
  });

  it('ignores other segments and anything outside its window', async () => {
    await window.load(entryAt(10, 3));
    assert.equal(window.bytes(entryAt(10, 3, { segment: 1 })), undefined);
    assert.equal(window.bytes(entryAt(9, 1)), undefined);
    assert.equal(window.bytes(entryAt(99, 2)), undefined);
    assert.deepEqual([...(await window.load(entryAt(0, 2, { segment: 1 })))], [99, 98]);
    assert.equal(window.bytes(entryAt(0, 2)), undefined);
  });

  it('finds an empty entry at the very end', async () => {
    await window.load(entryAt(99, 1));
    assert.equal(window.bytes(entryAt(100, 0))?.length, 0);
  });

  it('reads an entry longer than its window whole', async () => {
    const long = new Uint8Array(1024 * 1024 + 1);
    long[1024 * 1024] = 7;
    const other = new LogWindow({ logBytes: async (_, offset, length) => long.subarray(offset, offset + length) });
    assert.equal((await other.load(entryAt(0, long.length))).at(-1), 7);
  });

  it('reports if the segment ends inside an entry, including its carried bytes', async () => {
    await assert.rejects(window.load(entryAt(98, 3)), RangeError);
    await assert.rejects(window.load(entryAt(98, 2, { carryIn: 1 })), /segment 0 ends inside an entry/);
  });
});
