import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { recordHeaderBytes } from '../../../../src/engine/transcript/logRecord.ts';
import { Segment } from '../../../../src/engine/transcript/segment.ts';
import { logSlabs, slabBytes } from '../../../../src/engine/transcript/slabPool.ts';
import { asRead } from '../../../../src/engine/transport/readMemory.ts';
import { noneOpenBelow } from '../../../support/openFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const nothing = new Uint8Array();

describe('a log segment', () => {
  // Before its folder is deleted.
  afterEach(() => segment.close());
  const folder = temporaryFolder();
  let segment: Segment;

  beforeEach(() => {
    segment = new Segment(folder.at('segment'), 0);
  });

  const append = (payload: string | Uint8Array, carriedIn = nothing) => {
    const header = { kind: 'in', side: 0, seq: 0, time: 0, peer: 1, origin: 0, carryEncoding: 0 } as const;
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    return segment.append({ ...header, carryIn: carriedIn.length, length: bytes.length }, carriedIn, bytes);
  };
  const text = async (offset: number, length: number) => Buffer.from(await segment.read(offset, length)).toString();
  const write = async () => {
    let writes = 0;
    for (; segment.pendingBytes > 0; writes++) await segment.writeSome();
    return writes;
  };

  it('knows where the carried bytes begin, and how much waits for the disk', async () => {
    assert.deepEqual([segment.size, segment.pendingBytes], [0, 0]);
    const first = append('one');
    const second = append('two', Buffer.from('ca'));
    assert.deepEqual([first, second], [recordHeaderBytes, 2 * recordHeaderBytes + 3]);
    assert.equal(await text(second, 5), 'catwo');
    assert.deepEqual([segment.size, segment.pendingBytes], [segment.cachedBytes, segment.cachedBytes]);
  });

  it('reads fewer bytes at its end, in memory and on disk', async () => {
    const offset = append('end');
    assert.equal(await text(offset, 100), 'end');
    await write();
    segment.leaveMemory();
    assert.equal(await text(offset, 100), 'end');
    assert.equal(await text(offset + 1, 1), 'n');
  });

  it('is the same in its file as in memory, with records of any size and number', async () => {
    for (let at = 0; at < 400; at++) append(Buffer.alloc(at % 2 === 0 ? 30_000 : 3, at));
    const whole = Buffer.from(await segment.read(0, segment.size));
    const writes = await write();
    assert.ok(writes > 1, 'a single write took all of it');
    assert.deepEqual(await readFile(folder.at('segment')), whole);
    assert.deepEqual([segment.pendingBytes, await segment.writeSome()], [0, 0]);
  });

  it('appends new data to what it has written', async () => {
    append('first');
    await write();
    append('second');
    await write();
    const content = await readFile(folder.at('segment'), 'latin1');
    assert.match(content, /first.{32}second$/s);
  });

  it('stays in memory until it is completely written, and is immutable afterwards', async () => {
    append('a');
    assert.throws(() => segment.leaveMemory(), /has unwritten bytes/);
    await write();
    segment.leaveMemory();
    assert.equal(segment.cachedBytes, 0);
    assert.throws(() => append('b'), /no longer in memory/);
  });

  it('closes its file when it leaves memory, and reopens it for reading', async () => {
    const offset = append('kept');
    await write();
    segment.leaveMemory();
    await rm(folder.at('segment'));
    await writeFile(folder.at('segment'), Buffer.alloc(segment.size, 'n'));
    assert.equal(await text(offset, 4), 'nnnn');
  });

  it('can be read after it was closed', async () => {
    const offset = append('kept');
    await write();
    segment.leaveMemory();
    assert.equal(await text(offset, 4), 'kept');
    await segment.close();
    await segment.close();
    await noneOpenBelow(folder.path);
    assert.equal(await text(offset, 4), 'kept');
  });

  it('retries opening a file that could not be opened', async () => {
    segment = new Segment(folder.at('later'), 0, { bytes: 5, rows: 1, newPeers: 0 });
    assert.deepEqual([segment.size, segment.rows, segment.pendingBytes, segment.cachedBytes], [5, 1, 0, 0]);
    await assert.rejects(segment.read(0, 5), { code: 'ENOENT' });
    await writeFile(folder.at('later'), 'there');
    assert.equal(await text(0, 5), 'there');
  });

  it('returns its memory when it leaves that or is removed, but not while it is being written', async () => {
    const leaving = async (leave: () => unknown) => {
      const read = Buffer.alloc(128 * 1024, 'x');
      for (let bytes = 0; bytes < 3 * slabBytes; bytes += read.length) append(asRead(read));
      const before = logSlabs.free;
      const writing = segment.writeSome();
      const left = leave();
      await writing;
      assert.equal(logSlabs.free, before);
      await left;
      return logSlabs.free - before;
    };
    assert.equal(await leaving(() => segment.remove()), 3);
    segment = new Segment(folder.at('segment'), 0);
    assert.equal(await leaving(() => undefined), 0);
    const { free } = logSlabs;
    segment.leaveMemory();
    assert.equal(logSlabs.free, free + 3);
  });

  it('leaves nothing behind when it is removed, even if nothing was written', async () => {
    append('a');
    await write();
    await segment.remove();
    assert.ok(segment.gone);
    await assert.rejects(readFile(folder.at('segment')), { code: 'ENOENT' });
    await noneOpenBelow(folder.path);
    await new Segment(folder.at('never written'), 0).remove();
  });

  it('is never missing while it is being renamed', async () => {
    append('row');
    await write();
    const found = new Set<boolean>();
    for (let moves = 0; moves < 300; moves++) {
      const moving = segment.moveTo(folder.at(`segment-${moves}`));
      // Looks at each moment of the move.
      for (let looks = 0; looks < 3; looks++) found.add(await segment.isMissing());
      await moving;
    }
    assert.deepEqual([...found], [false]);
    await rm(segment.path);
    assert.equal(await segment.isMissing(), true);
  });
});
