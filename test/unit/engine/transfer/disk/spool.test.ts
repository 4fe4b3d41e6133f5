import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import promises, { readdir, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { mock } from 'node:test';
import type { FileSource } from '../../../../../src/engine/transfer/disk/fileSource.ts';
import { maxAheadBytes, Spool } from '../../../../../src/engine/transfer/disk/spool.ts';
import { Spools } from '../../../../../src/engine/transfer/disk/spools.ts';
import { noneOpenBelow } from '../../../../support/openFiles.ts';
import { readSource } from '../../../../support/readSource.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** Reads to the end, without waiting for other readers. */
async function readAll(source: FileSource): Promise<Buffer> {
  try {
    return await readSource(source);
  } finally {
    await source.close();
  }
}

describe('a spool', () => {
  const folder = temporaryFolder();
  /** Held, as by a transfer. */
  function open(size: number): Spool {
    const spool = new Spool(folder.path, { name: 'clip.mp4', size, modifiedMs: 5 });
    spool.hold();
    return spool;
  }
  const files = () => readdir(folder.path);

  for (const size of [100_000, 10_000_000]) {
    it(`is read by several readers while its ${size} bytes arrive`, async () => {
      const bytes = randomBytes(size);
      const spool = open(size);
      const sources = await Promise.all([spool.read({ isHashed: true }), spool.read({ isHashed: true })]);
      assert.deepEqual([sources[0].name, sources[0].size, sources[0].modifiedMs], ['clip.mp4', size, 5]);
      const hashes = sources.map(async source => {
        const read: Buffer[] = [];
        for (let block = await source.read(); block; block = await source.read()) {
          read.push(Buffer.from(block.bytes));
          block.release();
        }
        assert.ok(bytes.equals(Buffer.concat(read)));
        const hash = await source.sha256();
        await source.close();
        return hash;
      });
      for (let at = 0; at < size; at += 70_001) await spool.append(bytes.subarray(at, at + 70_001));
      await spool.close(true);
      assert.deepEqual(await Promise.all(hashes), [sha256Of(bytes), sha256Of(bytes)]);
      const late = await spool.read();
      await spool.release();
      assert.equal((await files()).length, 1, 'it is still being read');
      assert.ok(bytes.equals(await readAll(late)));
      assert.deepEqual(await files(), []);
    });
  }

  it('keeps slices in order that are not awaited', async () => {
    const spool = open(6);
    void spool.append(Buffer.from('ab'));
    void spool.append(Buffer.from('cd'));
    const last = spool.append(Buffer.from('ef'));
    await spool.close(true);
    await last;
    assert.equal((await readAll(await spool.read())).toString(), 'abcdef');
    await spool.release();
  });

  it('accepts no more than announced, and nothing after its end', async () => {
    const spool = open(3);
    await spool.append(Buffer.from('ab'));
    await assert.rejects(spool.append(Buffer.from('cd')), { code: 'WRONG_SIZE' });
    await spool.append(Buffer.from('c'));
    await spool.close(true);
    assert.equal((await readAll(await spool.read())).toString(), 'abc');
    await spool.release();

    const ended = open(3);
    await ended.close(false);
    await assert.rejects(ended.append(Buffer.from('a')), { code: 'SPOOL_ABANDONED' });
    await ended.release();
  });

  for (const complete of [true, false]) {
    it(`fails its readers when it is closed ${complete ? 'too early' : 'as abandoned'}`, async () => {
      const spool = open(10);
      const source = await spool.read();
      await spool.append(Buffer.from('half'));
      assert.equal((await source.read())?.bytes.length, 4);
      const reading = source.read();
      const failed = assert.rejects(reading, { name: 'SocketError', code: 'SPOOL_ABANDONED' });
      await spool.close(complete);
      await failed;
      await source.close();
      await spool.release();
      assert.deepEqual(await files(), []);
    });
  }

  it('stays for its holders once complete, and is deleted when it was abandoned', async () => {
    const [whole, cut] = [open(4), open(5)];
    for (const spool of [whole, cut]) await spool.append(Buffer.from('half'));
    await whole.close(true);
    await cut.close(false);
    assert.deepEqual([whole.isPromised, cut.isPromised], [true, false]);
    assert.deepEqual(await files(), [basename(whole.path)]);
    await assert.rejects(cut.read(), { code: 'SPOOL_ABANDONED' });
    await whole.release();
  });

  it('leaves no file if it is abandoned while a reader opens it', async () => {
    const busy = Promise.withResolvers<void>();
    const { open: openFile } = promises;
    const slow = mock.method(promises, 'open', async (...args: Parameters<typeof openFile>) => {
      await busy.promise;
      return openFile(...args);
    });
    syncBuiltinESMExports();
    const spool = open(10);
    const reading = spool.read();
    slow.mock.restore();
    syncBuiltinESMExports();
    const closed = spool.close(false);
    // Time enough to delete it too early.
    for (let times = 0; times < 10; times++) await files();
    busy.resolve();
    await closed;
    await (await reading).close();
    assert.deepEqual(await files(), []);
  });

  it('releases a waiting reader', async () => {
    const spool = open(10);
    const source = await spool.read();
    const reading = assert.rejects(source.read(), { code: 'CANCELLED' });
    await source.close();
    await reading;
    await spool.release();
  });

  it('may be empty', async () => {
    const spool = open(0);
    await spool.close(true);
    assert.equal((await readAll(await spool.read())).length, 0);
    await spool.release();
  });

  it('reports where it could not be written', async () => {
    const spool = new Spool(folder.at('gone'), { name: 'a', size: 1, modifiedMs: 5 });
    await assert.rejects(spool.append(Buffer.from('a')), { name: 'SocketError', code: 'ENOENT' });
    await assert.rejects(spool.read(), { name: 'SocketError', code: 'ENOENT' });
  });

  const slice = Buffer.alloc(1024 * 1024);
  /** Number of slices that may be ahead without a reader. */
  const ahead = maxAheadBytes / slice.length + 1;

  /** Writes more than may be ahead without a reader. `waiting` is the first slice that waits, `taken` how many didn't. */
  async function overfill(spool: Spool): Promise<{ waiting: Promise<void>; taken(): number }> {
    let taken = 0;
    const slices = Array.from({ length: ahead + 10 }, async () => {
      await spool.append(slice);
      taken++;
    });
    for (const one of slices) one.catch(() => undefined /* reported to its caller */);
    await slices[ahead - 1];
    return { waiting: slices[ahead] ?? Promise.reject(), taken: () => taken };
  }

  it('waits for a reader, then for the slowest, when it is far ahead', async () => {
    const spool = open(1024 * slice.length);
    const { waiting, taken } = await overfill(spool);
    const [fast, slow] = [await spool.read(), await spool.read()];
    for (let read = 0; read < 4 * slice.length; ) {
      const block = await fast.read();
      read += block?.bytes.length ?? 0;
      block?.release();
    }
    assert.equal(taken(), ahead, 'the slow one has read nothing');
    await slow.close();
    await waiting;
    await fast.close();
    await spool.release();
  });

  it('advances as far as a receiver has it already', async () => {
    const size = maxAheadBytes + 10 * 1024 * 1024;
    const spool = open(size);
    const source = await spool.read();
    const skipped = source.skip(size - 1);
    for (let at = 0; at < size; at += slice.length) await spool.append(slice);
    assert.equal(await skipped, sha256Of(Buffer.alloc(size - 1)));
    await source.close();
    await spool.release();
  });

  it('releases its writer when no reader is left', async () => {
    for (const end of ['release', 'delete', 'close'] as const) {
      const spool = open(1024 * slice.length);
      const { waiting } = await overfill(spool);
      const failed = assert.rejects(waiting, { code: 'SPOOL_ABANDONED' });
      await (end === 'close' ? spool.close(false) : spool[end]());
      await failed;
      if (end === 'close') await spool.release();
    }
    assert.deepEqual(await files(), []);
  });

  it('has no file before its first byte or reader, and is open only while it is read', async () => {
    const spools = Array.from({ length: 300 }, () => open(3));
    assert.deepEqual(await files(), []);
    await Promise.all(spools.map(spool => spool.append(Buffer.from('ab'))));
    assert.equal((await files()).length, 300);
    await noneOpenBelow(folder.path);
    await Promise.all(spools.map(spool => spool.release()));
    assert.deepEqual(await files(), []);
    await assert.rejects(async () => spools[0]?.read(), { code: 'SPOOL_ABANDONED' });
    assert.deepEqual(await files(), []);
  });
});

describe('spools by id', () => {
  const folder = temporaryFolder();

  it('live as long as they are held', async () => {
    const spools = new Spools(folder.path);
    const id = await spools.open('a', 2, 0);
    spools.hold(id);
    await spools.append(id, Buffer.from('ab'));
    await spools.close(id, true);
    const spool = spools.find(id);
    assert.deepEqual(spool.options, { name: 'a', size: 2, modifiedMs: 0 });
    assert.equal((await readAll(await spool.read({ isHashed: false }))).toString(), 'ab');
    await spools.release(id);
    assert.throws(() => spools.find(id), { code: 'SPOOL_ABANDONED' });
    await assert.rejects(spools.append(id, Buffer.from('c')), { code: 'SPOOL_ABANDONED' });
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('reject more data when no transfer holds them anymore', async () => {
    const spools = new Spools(folder.path);
    const id = await spools.open('a', 2);
    spools.hold(id);
    await spools.append(id, Buffer.from('a'));
    await spools.release(id);
    await assert.rejects(spools.append(id, Buffer.from('b')), { code: 'SPOOL_ABANDONED' });
    await spools.close(id, false);
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('are deleted once complete if they were never used', async () => {
    const spools = new Spools(folder.path);
    const id = await spools.open('a', 1);
    await spools.append(id, Buffer.from('a'));
    await spools.close(id, true);
    assert.throws(() => spools.find(id), { code: 'SPOOL_ABANDONED' });
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('report where they could not be created', async () => {
    await writeFile(folder.at('file'), '');
    await assert.rejects(new Spools(folder.at('file')).open('a', 1), { name: 'SocketError', code: 'EEXIST' });
  });

  it('are all deleted at once', async () => {
    const spools = new Spools(folder.path);
    for (let count = 0; count < 3; count++) await spools.open('a', 2);
    await spools.dispose();
    await assert.rejects(readdir(folder.path), { code: 'ENOENT' });
  });
});
