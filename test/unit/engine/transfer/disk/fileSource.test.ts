import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { appendFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { type FileSource, openFileSource } from '../../../../../src/engine/transfer/disk/fileSource.ts';
import { readSource } from '../../../../support/readSource.ts';
import { run } from '../../../../support/run.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const blockBytes = 512 * 1024;

describe('a file being sent', () => {
  const folder = temporaryFolder();
  const opened: FileSource[] = [];
  const open = async (isHashed = true) => {
    const source = await openFileSource(folder.at('a.bin'), { isHashed });
    opened.push(source);
    return source;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(source => source.close()));
  });

  for (const size of [0, 1, blockBytes - 1, blockBytes, blockBytes + 1, 4 * 1024 * 1024, 5_000_001]) {
    it(`returns all of ${size} bytes and their hash`, async () => {
      const bytes = randomBytes(size);
      await writeFile(folder.at('a.bin'), bytes);
      await utimes(folder.at('a.bin'), 1, 1_000_000_000);
      const source = await open();
      assert.deepEqual([source.name, source.size, source.modifiedMs], ['a.bin', size, 1_000_000_000_000]);
      assert.ok(bytes.equals(await readSource(source)));
      assert.equal(await source.sha256(), sha256Of(bytes));
      assert.equal(await source.read(), undefined);
    });
  }

  it('lends four blocks, and reuses them when they are returned', async () => {
    await writeFile(folder.at('a.bin'), randomBytes(10 * blockBytes));
    const source = await open();
    const memory = new Set<ArrayBufferLike>();
    const lent = [];
    for (let count = 0; count < 4; count++) lent.push(await source.read());
    const fifth = source.read();
    for (const block of lent) if (block) memory.add(block.bytes.buffer);
    assert.equal(memory.size, 4);
    lent[2]?.release();
    lent[2]?.release();
    assert.equal((await fifth)?.bytes.buffer, lent[2]?.bytes.buffer);
    const sixth = source.read();
    // A block that had not waited for this one would have other memory.
    lent[0]?.release();
    assert.equal((await sixth)?.bytes.buffer, lent[0]?.bytes.buffer);
  });

  it('leaves room for a header in large blocks, unless it is sent without one', async () => {
    const lengths = async (isHashed: boolean) => {
      const source = await open(isHashed);
      return [(await source.read())?.bytes.length, (await source.read())?.bytes.length];
    };
    await writeFile(folder.at('a.bin'), Buffer.alloc(2 * blockBytes));
    assert.deepEqual(await lengths(true), [blockBytes - 4096, blockBytes - 4096]);
    assert.deepEqual(await lengths(false), [blockBytes, blockBytes]);
    await writeFile(folder.at('a.bin'), Buffer.alloc(blockBytes - 1));
    assert.deepEqual(await lengths(true), [blockBytes - 1, undefined]);
  });

  it('continues after what the receiver has', async () => {
    const bytes = randomBytes(5_000_001);
    await writeFile(folder.at('a.bin'), bytes);
    for (const length of [1, 1_000_000, 4_500_000, bytes.length]) {
      for (const isHashed of [true, false]) {
        const source = await open(isHashed);
        assert.equal(await source.skip(length), sha256Of(bytes.subarray(0, length)));
        assert.ok(bytes.subarray(length).equals(await readSource(source)));
        if (isHashed) assert.equal(await source.sha256(), sha256Of(bytes));
      }
    }
    await assert.rejects((await open()).skip(bytes.length + 1), RangeError);
  });

  it('stops skipping on request', async () => {
    await writeFile(folder.at('a.bin'), Buffer.alloc(8_000_000));
    const abort = new AbortController();
    const skipping = (await open()).skip(8_000_000, abort.signal);
    abort.abort();
    await assert.rejects(skipping, { name: 'AbortError' });
  });

  it('fails if it became shorter', async () => {
    for (const size of [2 * blockBytes, 20 * blockBytes]) {
      await writeFile(folder.at('a.bin'), Buffer.alloc(size));
      const source = await open();
      await truncate(folder.at('a.bin'), size - 1);
      await assert.rejects(readSource(source), { name: 'SocketError', code: 'FILE_CHANGED' });
    }
  });

  it('keeps its original length if it grows, and is complete if it is deleted', async () => {
    const bytes = randomBytes(5_000_000);
    await writeFile(folder.at('a.bin'), bytes);
    const source = await open();
    await appendFile(folder.at('a.bin'), 'more');
    if (process.platform !== 'win32') await rm(folder.at('a.bin'));
    assert.ok(bytes.equals(await readSource(source)));
    assert.equal(await source.sha256(), sha256Of(bytes));
  });

  it('uses no more memory for a large file', async () => {
    await writeFile(folder.at('a.bin'), '');
    await truncate(folder.at('a.bin'), 30 * 1024 ** 2);
    const source = await open(false);
    const memoryBefore = process.memoryUsage().arrayBuffers;
    let bytes = 0;
    for (let block = await source.read(); block; block = await source.read()) {
      bytes += block.bytes.length;
      block.release();
    }
    assert.equal(bytes, source.size);
    assert.ok(process.memoryUsage().arrayBuffers - memoryBefore < 5 * blockBytes);
  });

  it('rejects pending reads when it is closed', async () => {
    await writeFile(folder.at('a.bin'), Buffer.alloc(10 * blockBytes));
    const source = await open();
    for (let count = 0; count < 4; count++) await source.read();
    const reading = assert.rejects(source.read(), { code: 'CANCELLED' });
    await source.close();
    await reading;
    await assert.rejects(source.read(), { code: 'CANCELLED' });
  });

  it('must be a file', async () => {
    await assert.rejects(openFileSource(folder.path), { name: 'SocketError', code: 'NOT_A_FILE' });
    await assert.rejects(openFileSource(folder.at('missing')), { name: 'SocketError', code: 'ENOENT' });
  });

  if (process.platform !== 'win32') {
    it('can’t be a device or a pipe, which would block', async () => {
      await assert.rejects(openFileSource('/dev/zero'), { code: 'NOT_A_FILE' });
      await run('mkfifo', [folder.at('pipe')]);
      await assert.rejects(openFileSource(folder.at('pipe')), { code: 'NOT_A_FILE' });
    });
  }
});
