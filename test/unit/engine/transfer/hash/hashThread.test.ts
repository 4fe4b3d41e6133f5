import assert from 'node:assert/strict';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { ThreadHash } from '../../../../../src/engine/transfer/hash/hashThread.ts';
import { variedBytes } from '../../../../support/fileTests.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** A little more than the thread reads at once. */
const bytes = variedBytes(256 * 1024 + 1);

describe('the hash thread', () => {
  const folder = temporaryFolder();
  let file: FileHandle;
  let hash: ThreadHash;

  beforeEach(async () => {
    file = await open(folder.at('file'), 'w+');
    await file.write(bytes);
    hash = new ThreadHash(file.fd);
  });

  afterEach(async () => {
    await hash.stop();
    await file.close();
  });

  it('returns the hash of what has been written so far, repeatedly', async () => {
    for (const length of [0, 1, bytes.length - 1, bytes.length]) {
      hash.reach(length);
      assert.equal(await hash.soFar(), sha256Of(bytes.subarray(0, length)));
      assert.equal(await hash.soFar(), sha256Of(bytes.subarray(0, length)));
    }
  });

  it('doesn’t go back if given a smaller length', async () => {
    const many = variedBytes(3 * 1024 * 1024);
    await file.write(many, 0, many.length, 0);
    hash.reach(many.length);
    hash.reach(10);
    assert.equal(await hash.soFar(), sha256Of(many));
  });

  it('distinguishes files hashed at the same time', async () => {
    const other = new ThreadHash(file.fd);
    hash.reach(bytes.length);
    other.reach(1);
    const both = await Promise.all([hash.soFar(), other.soFar()]);
    assert.deepEqual(both, [sha256Of(bytes), sha256Of(bytes.subarray(0, 1))]);
    await other.stop();
  });

  it('reports that a file became shorter, now and when asked again', async () => {
    await truncate(folder.at('file'), 10);
    hash.reach(11);
    await assert.rejects(hash.soFar(), { code: 'FILE_CHANGED', message: 'the file ends after 10 of 11 bytes' });
    await assert.rejects(hash.soFar(), { code: 'FILE_CHANGED' });
  });

  it('returns the system’s code if the file can’t be read, and hashes others', async () => {
    const unreadable = await open(folder.at('unreadable'), 'w');
    const failing = new ThreadHash(unreadable.fd);
    failing.reach(1);
    await assert.rejects(failing.soFar(), { code: 'EBADF' });
    await failing.stop();
    await unreadable.close();
    hash.reach(5);
    assert.equal(await hash.soFar(), sha256Of(bytes.subarray(0, 5)));
  });

  it('rejects pending requests when it is stopped, and stops once', async () => {
    // Far more than it hashes before it is stopped.
    const length = 2 ** 33;
    await file.truncate(length);
    hash.reach(length);
    const hashing = assert.rejects(hash.soFar(), /the hash was stopped/);
    await Promise.all([hash.stop(), hash.stop(), hashing]);
    await hash.stop();
    await assert.rejects(hash.soFar(), /the hash was stopped/);
  });
});
