import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { namesLike, namesOf } from '../../../../../src/engine/transfer/disk/fileNames.ts';
import { unheldName } from '../../../../../src/engine/transfer/disk/partName.ts';
import { ReceivedFile } from '../../../../../src/engine/transfer/disk/receivedFile.ts';
import { namesIn, plainName } from '../../../../support/partNames.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { mountSmallDisk } from '../../../../support/smallDisk.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const chunkBytes = 64 * 1024;

/** Chunks as delivered by sockets. */
async function writeAll(file: ReceivedFile, bytes: Uint8Array, from = 0): Promise<void> {
  for (let at = from; at < bytes.length; at += chunkBytes) {
    if (!file.write(bytes.subarray(at, at + chunkBytes))) await file.drained();
  }
}

describe('a file being received', () => {
  const folder = temporaryFolder();
  const create = (name: string, maxBytes?: number) =>
    ReceivedFile.create({
      directory: folder.path,
      names: namesLike(name),
      ...(maxBytes !== undefined && { maxBytes }),
    });
  const resume = (name: string) => ReceivedFile.resume({ directory: folder.path, names: namesLike(name) });
  const listed = () => namesIn(folder.path);
  /** Leaves a part behind. */
  async function leavePart(name: string, bytes: Uint8Array): Promise<void> {
    const file = await create(name);
    await writeAll(file, bytes);
    await file.abandon({ keep: true });
  }

  it('is a part until it is complete, then a file with its bytes, hash, type and time', async () => {
    const file = await ReceivedFile.create({ directory: folder.at('new', 'deep'), names: namesLike('a.txt') });
    file.write(Buffer.from('Hello, '));
    file.write(Buffer.from('world'));
    assert.deepEqual(await readdir(folder.at('new', 'deep')), [basename(file.path)]);
    assert.equal(plainName(basename(file.path)), 'a.txt.part');
    const finished = await file.finish({ modifiedMs: 1_000_000_000_000 });
    const path = folder.at('new', 'deep', 'a.txt');
    assert.deepEqual(finished, { path, sha256: sha256Of(Buffer.from('Hello, world')), mediaType: 'text/plain' });
    assert.equal(await readFile(path, 'utf8'), 'Hello, world');
    assert.equal((await stat(path)).mtimeMs, 1_000_000_000_000);
    assert.deepEqual(await readdir(folder.at('new', 'deep')), ['a.txt']);
  });

  for (const size of [0, 1, chunkBytes, 4 * 1024 * 1024, 4 * 1024 * 1024 + 1, 10_000_001]) {
    it(`keeps all of ${size} bytes`, async () => {
      const bytes = randomBytes(size);
      const file = await create('x.bin');
      await writeAll(file, bytes);
      assert.equal(file.bytes, size);
      const finished = await file.finish();
      assert.equal(finished.sha256, sha256Of(bytes));
      assert.ok(bytes.equals(await readFile(finished.path)));
    });
  }

  it('writes slowly arriving data before its end', async () => {
    const file = await create('slow');
    const watcher = watch(file.path);
    let changed = once(watcher, 'change');
    file.write(Buffer.from('drop'));
    while ((await readFile(file.path, 'utf8')) !== 'drop') {
      await changed;
      changed = once(watcher, 'change');
    }
    watcher.close();
    await file.abandon({ keep: false });
  });

  it('asks for a pause when too much waits for the disk', async () => {
    const file = await create('x');
    const chunk = Buffer.alloc(1024 * 1024);
    let taken = 1;
    while (file.write(chunk)) taken++;
    assert.equal(taken, 5);
    assert.ok(file.isBusy);
    await file.drained();
    assert.ok(!file.isBusy);
    assert.equal((await file.finish()).sha256, sha256Of(Buffer.alloc(5 * 1024 * 1024)));
  });

  it('overwrites nothing: two at once, an existing file, one created meanwhile', async () => {
    await writeFile(folder.at('a.txt'), 'old');
    const files = await Promise.all([create('a.txt'), create('a.txt')]);
    assert.deepEqual(await listed(), ['a.txt', 'a.txt.part', 'a.txt.part']);
    for (const [at, file] of files.entries()) file.write(Buffer.from(`${at}`));
    await writeFile(folder.at('a (2).txt'), 'meanwhile');
    await Promise.all(files.map(file => file.finish()));
    assert.deepEqual(await listed(), ['a (2).txt', 'a (3).txt', 'a (4).txt', 'a.txt']);
    assert.equal(await readFile(folder.at('a.txt'), 'utf8'), 'old');
    assert.equal(await readFile(folder.at('a (2).txt'), 'utf8'), 'meanwhile');
  });

  it('gives each of many concurrent files its own number, without gaps', async () => {
    const names = namesOf('output{n}.txt', { peer: '127.0.0.1:1', timeMs: 0 });
    const receive = async (at: number) => {
      const file = await ReceivedFile.create({ directory: folder.path, names });
      await writeAll(file, Buffer.from(`client ${at}`));
      await file.finish();
    };
    await Promise.all(Array.from({ length: 100 }, (_, at) => receive(at)));
    const found = await listed();
    assert.deepEqual(new Set(found), new Set(Array.from({ length: 100 }, (_, at) => `output${at}.txt`)));
    const texts = await Promise.all(found.map(name => readFile(folder.at(name), 'utf8')));
    assert.equal(new Set(texts).size, 100);
  });

  it('takes its extension from its first bytes if the pattern says so', async () => {
    const names = namesOf('{peer}.{ext}', { peer: '[::1]:80', timeMs: 0 });
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
    const file = await ReceivedFile.create({ directory: folder.path, names });
    assert.equal(plainName(file.path), folder.at('1-80.bin.part'));
    file.write(png);
    const finished = await file.finish();
    assert.equal(finished.path, folder.at('1-80.png'));
    assert.equal(finished.mediaType, 'image/png');
  });

  it('continues where an earlier attempt stopped', async () => {
    for (const size of [1000, 6_000_000]) {
      const bytes = randomBytes(2 * size);
      await leavePart('r.bin', bytes.subarray(0, size));
      const file = await resume('r.bin');
      assert.ok(file);
      assert.equal(file.bytes, size);
      assert.throws(() => file.write(bytes), /hashed or dropped/);
      assert.equal(await file.hashSoFar(), sha256Of(bytes.subarray(0, size)));
      await writeAll(file, bytes, size);
      assert.equal(await file.hashSoFar(), sha256Of(bytes));
      const finished = await file.finish();
      assert.equal(finished.sha256, sha256Of(bytes));
      assert.ok(bytes.equals(await readFile(finished.path)));
      await rm(finished.path);
    }
  });

  it('starts over if the earlier attempt was for something else', async () => {
    await leavePart('r.bin', randomBytes(6_000_000));
    const file = await resume('r.bin');
    assert.ok(file);
    await file.hashSoFar();
    await file.restart();
    file.write(Buffer.from('short'));
    const finished = await file.finish();
    assert.equal(await readFile(finished.path, 'utf8'), 'short');
    assert.equal(finished.sha256, sha256Of(Buffer.from('short')));
  });

  it('stops hashing existing bytes on request', async () => {
    await leavePart('r.bin', Buffer.alloc(8_000_000));
    const file = await resume('r.bin');
    assert.ok(file);
    const abort = new AbortController();
    const hashing = file.hashSoFar(abort.signal);
    abort.abort();
    await assert.rejects(hashing, { name: 'AbortError' });
    await file.abandon({ keep: true });
    assert.deepEqual(await listed(), ['r.bin.part']);
  });

  it('leaves parts alone that are in use', async () => {
    await leavePart('r.bin', Buffer.from('part'));
    const [one, other] = await Promise.all([resume('r.bin'), resume('r.bin')]);
    assert.equal([one, other].filter(Boolean).length, 1);
    const another = await create('r.bin');
    assert.equal(await resume('r.bin'), undefined);
    await Promise.all([one, other, another].map(file => file?.abandon({ keep: true })));
    assert.deepEqual(await listed(), ['r.bin.part'], 'an empty part is not kept');
  });

  it('finds the part for a name that is now taken by another file', async () => {
    await leavePart('r.bin', Buffer.from('part'));
    await writeFile(folder.at('r.bin'), 'whole');
    const file = await resume('r.bin');
    assert.ok(file);
    await file.hashSoFar();
    assert.equal((await file.finish()).path, folder.at('r (2).bin'));
  });

  it('doesn’t use a link or a file with a second name as a part', async () => {
    await writeFile(folder.at('precious'), 'precious');
    await link(folder.at('precious'), folder.at(unheldName('a')));
    await mkdir(folder.at(unheldName('b')));
    if (process.platform !== 'win32') await symlink(folder.at('precious'), folder.at(unheldName('c')));
    for (const name of ['a', 'b', 'c']) {
      assert.equal(await resume(name), undefined);
      const file = await create(name);
      file.write(Buffer.from('new'));
      await file.finish();
    }
    assert.equal(await readFile(folder.at('precious'), 'utf8'), 'precious');
  });

  it('is readable only by the user until it is complete, then according to the umask, even if resumed', async () => {
    await writeFile(folder.at('any'), '');
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    const usual = await modeOf(folder.at('any'));
    await leavePart('a.txt', Buffer.from('begun'));
    const resumed = (await resume('a.txt')) ?? assert.fail('there is a part');
    assert.equal(await modeOf(resumed.path), process.platform === 'win32' ? usual : 0o600);
    await resumed.hashSoFar();
    resumed.write(Buffer.from(' and ended'));
    assert.equal(await modeOf((await resumed.finish()).path), usual);
    assert.deepEqual(await listed(), ['a.txt', 'any']);
  });

  it('is never written through a link, whatever its name; its folder may be one', async () => {
    await mkdir(folder.at('outside'));
    await writeFile(folder.at('outside', 'precious'), 'precious');
    await mkdir(folder.at('real'));
    await symlink(folder.at('real'), folder.at('received'));
    const directory = folder.at('received');
    await symlink(folder.at('outside', 'precious'), folder.at('real', 'a.txt'));
    await symlink(folder.at('outside', 'absent'), folder.at('real', 'b.txt'));
    await symlink(folder.at('outside'), folder.at('real', 'c.txt'));
    await symlink(folder.at('outside', 'absent'), folder.at('real', unheldName('d.txt')));
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt']) {
      const options = { directory, names: namesLike(name) };
      assert.equal(await ReceivedFile.resume(options), undefined);
      const file = await ReceivedFile.create(options);
      file.write(Buffer.from('new'));
      const { path } = await file.finish();
      assert.equal(path, folder.at('received', name === 'd.txt' ? name : name.replace('.', ' (2).')));
      assert.equal(await readFile(path, 'utf8'), 'new');
    }
    assert.deepEqual(await readdir(folder.at('outside')), ['precious']);
    assert.equal(await readFile(folder.at('outside', 'precious'), 'utf8'), 'precious');
  });

  it('keeps or removes its part when it is abandoned, and doesn’t touch a finished file', async () => {
    await leavePart('kept', Buffer.from('x'));
    const removed = await create('removed');
    removed.write(Buffer.alloc(2_000_000));
    await removed.abandon({ keep: false });
    const names = namesOf('{n}.{ext}', { peer: 'x', timeMs: 0 });
    const whole = await ReceivedFile.create({ directory: folder.path, names });
    await whole.finish();
    const next = await ReceivedFile.create({ directory: folder.path, names });
    await whole.abandon({ keep: false });
    await next.finish();
    assert.deepEqual(await listed(), ['0.txt', '1.txt', 'kept.part']);
  });

  it('is limited in size', async () => {
    const file = await create('x', 10);
    assert.ok(file.write(Buffer.alloc(10)));
    assert.ok(!file.write(Buffer.alloc(1)));
    await assert.rejects(file.drained(), { code: 'FILE_TOO_LARGE', params: { address: file.path, maxBytes: 10 } });
    await assert.rejects(file.finish(), { code: 'FILE_TOO_LARGE' });
    await file.abandon({ keep: false });
    assert.deepEqual(await listed(), []);
  });

  it('reports where it could not be written', async () => {
    await writeFile(folder.at('file'), '');
    const directory = folder.at('file', 'below');
    await assert.rejects(ReceivedFile.create({ directory, names: namesLike('x') }), {
      name: 'SocketError',
      code: process.platform === 'win32' ? 'ENOENT' : 'ENOTDIR',
    });
  });

  it('fails if its directory is deleted', async () => {
    const directory = folder.at('gone');
    const file = await ReceivedFile.create({ directory, names: namesLike('x') });
    await rm(directory, { recursive: true });
    file.write(Buffer.from('lost'));
    await assert.rejects(file.finish(), { name: 'SocketError', code: 'ENOENT' });
    await file.abandon({ keep: true });
    await assert.rejects(stat(directory), { code: 'ENOENT' });
  });

  it('is abandoned without an error, whatever goes wrong, and then blocks no other attempt', async () => {
    for (const keep of [true, false]) {
      const file = await create('x');
      file.write(Buffer.from('x'));
      await file.hashSoFar();
      // A non-empty folder can't be removed like a file.
      await rename(file.path, folder.at(`away ${keep}`));
      await mkdir(file.path);
      await writeFile(join(file.path, 'in it'), '');
      await file.abandon({ keep });
      await file.abandon({ keep });
    }
    const next = await create('x');
    assert.equal((await next.finish()).path, folder.at('x'));
  });

  if (process.platform === 'linux') {
    it('fails if the disk is full, keeps what fit, and continues from there', async () => {
      const directory = folder.at('disk');
      const unmount = await mountSmallDisk(directory, 1024);
      try {
        const bytes = randomBytes(3_000_000);
        const names = namesLike('big');
        const file = await ReceivedFile.create({ directory, names });
        await assert.rejects(
          writeAll(file, bytes).then(() => file.finish()),
          {
            code: 'ENOSPC',
            params: { operation: 'write', address: file.path, detail: 'ENOSPC: no space left on device, write' },
          },
        );
        assert.ok(!file.write(Buffer.alloc(1)));
        await assert.rejects(file.finish(), { code: 'ENOSPC' });
        await file.abandon({ keep: true });
        assert.deepEqual(await namesIn(directory), ['big.part']);
        const again = await ReceivedFile.resume({ directory, names });
        assert.ok(again && again.bytes > 500_000);
        assert.equal(await again.hashSoFar(), sha256Of(bytes.subarray(0, again.bytes)));
        await again.abandon({ keep: false });
      } finally {
        await unmount();
      }
    });
  }
});
