import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thumbnail } from '../../../../src/client/transfers/thumbnail.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('a transfer’s picture', () => {
  let folder: string;
  let path: string;
  const mediaType = 'image/png';
  const state = 'done';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portside-thumbnail-'));
    path = join(folder, 'photo.png');
    await writeFile(path, 'a picture');
  });
  after(() => rm(folder, { recursive: true }));

  const shown = (given: Parameters<typeof transferSnapshot>[0]) => thumbnail(transferSnapshot(given));

  it('is the whole file, in its own buffer', async () => {
    const picture = await shown({ state, path, mediaType });
    assert.equal(new TextDecoder().decode(picture?.bytes), 'a picture');
    assert.equal(picture?.bytes.buffer.byteLength, 9);
    assert.equal(picture?.mediaType, mediaType);
  });

  it('is undefined for a type that a page can’t display', async () => {
    for (const other of ['image/svg+xml', 'text/html', undefined])
      assert.equal(await shown({ state, path, ...(other !== undefined && { mediaType: other }) }), undefined);
  });

  it('is undefined for an incomplete transfer, several files, or a missing file', async () => {
    assert.equal(await shown({ path, mediaType }), undefined);
    assert.equal(await shown({ state, path, mediaType, files: { done: 2, total: 2 } }), undefined);
    assert.equal(await shown({ state, path: join(folder, 'gone.png'), mediaType }), undefined);
    assert.equal(await shown({ state, path: folder, mediaType }), undefined);
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`is undefined if ${what} has taken its place`, async () => {
      const other = join(folder, what);
      await put(other);
      assert.equal(await shown({ state, path: other, mediaType }), undefined);
    });

  it('is undefined for a file that is too large', async () => {
    const large = join(folder, 'large.png');
    await writeFile(large, '');
    await truncate(large, 8 * 1024 * 1024 + 1);
    assert.equal(await shown({ state, path: large, mediaType }), undefined);
    await truncate(large, 8 * 1024 * 1024);
    assert.equal((await shown({ state, path: large, mediaType }))?.bytes.length, 8 * 1024 * 1024);
  });
});
