import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { pathOf } from '../../../../../src/engine/transfer/disk/pathOf.ts';

describe('the path of a received file', () => {
  it('is in its directory, under its name', () => {
    for (const name of ['a', '...', ' ', 'a b.txt', '.hidden', '~'])
      assert.equal(pathOf('some/where', name), join(resolve('some/where'), name));
  });

  it('is rejected for anything that isn’t a plain name', () => {
    for (const name of ['', '.', '..', '/', 'a/b', '/a', 'a/', '../a', 'a\\b', '..\\a'])
      assert.throws(() => pathOf('/tmp', name), RangeError, name);
  });
});
