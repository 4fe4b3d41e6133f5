import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { FileSha256, inlineBytes } from '../../../../../src/engine/transfer/hash/sha256.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const bytes = randomBytes(inlineBytes + 3_000_000);

describe('a file’s hash', () => {
  const folder = temporaryFolder();
  let file: FileHandle;
  let hash: FileSha256;

  beforeEach(async () => {
    file = await open(folder.at('file'), 'w+');
    await file.write(bytes);
    hash = new FileSha256(file);
  });

  afterEach(async () => {
    await hash.stop();
    await file.close();
  });

  it('is computed on the way, and by the thread as soon as there is much', async () => {
    const step = 1_000_003;
    for (let at = 0; at < bytes.length; at += step) {
      hash.update(bytes.subarray(at, at + step));
      const length = Math.min(bytes.length, at + step);
      hash.reach(length);
      assert.equal(await hash.soFar(length), sha256Of(bytes.subarray(0, length)));
    }
  });

  it('is that of no bytes before anything arrived', async () => {
    assert.equal(await hash.soFar(0), sha256Of(Buffer.alloc(0)));
  });

  it('reads bytes that were not passed to it', async () => {
    assert.equal(await hash.soFar(1000), sha256Of(bytes.subarray(0, 1000)));
    hash.update(bytes.subarray(1000, 1500));
    assert.equal(await hash.soFar(bytes.length), sha256Of(bytes));
  });

  it('fails if the file became shorter', async () => {
    await truncate(folder.at('file'), 100);
    await assert.rejects(hash.soFar(1000), { code: 'FILE_CHANGED' });
    await assert.rejects(hash.soFar(bytes.length), { code: 'FILE_CHANGED' });
    await assert.rejects(hash.soFar(bytes.length), { code: 'FILE_CHANGED' });
  });

  it('is no longer waited for when it is stopped', async () => {
    const hashing = assert.rejects(hash.soFar(bytes.length), /stopped/);
    await Promise.all([hash.stop(), hash.stop(), hashing]);
  });

  it('is computed for many files at once', async () => {
    const hashes = Array.from({ length: 20 }, () => new FileSha256(file));
    const made = await Promise.all(hashes.map(one => one.soFar(bytes.length)));
    assert.deepEqual(new Set(made), new Set([sha256Of(bytes)]));
    await Promise.all(hashes.map(one => one.stop()));
  });
});
