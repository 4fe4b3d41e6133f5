import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingFiles } from '../../../../src/client/video/recordingFiles.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('recordings', () => {
  const page = {};
  const other = {};
  let recordings: RecordingFiles;
  let path: string;
  const folder = temporaryFolder();

  beforeEach(() => {
    recordings = new RecordingFiles();
    path = join(folder.path, 'video.webm');
  });

  it('are written as the bytes arrive, and reported at the end', async () => {
    const id = await recordings.start('v', path, page);
    const ended = recordings.ended(id);
    assert.equal(recordings.of('v'), id);
    await recordings.write(id, page, Buffer.from('one '));
    assert.equal(await readFile(path, 'utf8'), 'one ');
    void recordings.write(id, page, Buffer.from('two'));
    await recordings.end(id, page);
    assert.equal(await readFile(path, 'utf8'), 'one two');
    assert.deepEqual({ ...(await ended), durationMs: 0 }, { path, bytes: 7, durationMs: 0 });
    assert.equal(recordings.of('v'), undefined);
  });

  it('limit how much of a page’s data may wait for the disk, and continue', async () => {
    const piece = new Uint8Array(256);
    recordings = new RecordingFiles(4 * piece.length);
    const id = await recordings.start('v', path, page);
    const writes = Array.from({ length: 4 }, () => recordings.write(id, page, piece));
    await assert.rejects(recordings.write(id, page, Buffer.from('x')), RangeError);
    await Promise.all(writes);
    await recordings.write(id, page, Buffer.from('x'));
    await recordings.end(id, page);
    assert.equal((await stat(path)).size, 4 * piece.length + 1);
  });

  it('can be written only by their page', async () => {
    const id = await recordings.start('v', path, page);
    await assert.rejects(recordings.write(id, other, Buffer.from('x')), RangeError);
    await assert.rejects(recordings.end(id, other), RangeError);
    await assert.rejects(recordings.write('none', page, Buffer.from('x')), RangeError);
    await recordings.endAllOf(other);
    await recordings.write(id, page, Buffer.from('x'));
    await recordings.endAllOf(page);
    assert.equal(await readFile(path, 'utf8'), 'x');
  });

  it('leave no empty file', async () => {
    const id = await recordings.start('v', path, page);
    const ended = recordings.ended(id);
    await recordings.end(id, page);
    await assert.rejects(ended, { code: 'NOTHING_RECORDED' });
    await assert.rejects(stat(path), { code: 'ENOENT' });
  });

  for (const [what, put] of Object.entries(inTheWay)) {
    if (what.startsWith('a link to ')) continue;
    it(`aren’t written to ${what}`, async () => {
      await put(path);
      await assert.rejects(recordings.start('v', path, page), { code: 'NOT_REPLACEABLE' });
    });
  }

  it('report if they can’t be written', async () => {
    const missing = join(folder.path, 'missing', 'video.webm');
    await assert.rejects(recordings.start('v', missing, page), { code: 'ENOENT' });
  });
});
