import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { mock } from 'node:test';
import { unheldName } from '../../../../../src/engine/transfer/disk/partName.ts';
import { forgetListing, partsOf } from '../../../../../src/engine/transfer/disk/partsOf.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('the parts in a folder', () => {
  const folder = temporaryFolder();
  let nowMs: number;

  beforeEach(() => {
    nowMs = 0;
    // A listing takes two milliseconds: one before it, one after.
    mock.method(performance, 'now', () => ++nowMs);
  });
  afterEach(() => mock.restoreAll());

  /** Synchronous: thousands of promises of the file system take far longer than their files. */
  const put = (name: string) => {
    writeFileSync(folder.at(name), '');
    return name;
  };
  const fill = (count: number) => {
    for (let at = 0; at < count; at++) put(`other ${at}`);
  };

  it('are those of the file, and no others', async () => {
    const part = put(unheldName('a'));
    for (const name of ['a', unheldName('b'), 'a.part']) put(name);
    assert.deepEqual(await partsOf(folder.path, 'a'), [part]);
  });

  it('are empty if there is no folder yet', async () => {
    assert.deepEqual(await partsOf(folder.at('none'), 'a'), []);
  });

  it('are listed each time in a folder of a thousand files', async () => {
    fill(1000);
    assert.deepEqual(await partsOf(folder.path, 'a'), []);
    const part = put(unheldName('a'));
    assert.deepEqual(await partsOf(folder.path, 'a'), [part]);
  });

  it('are cached for a while in a larger one, until a new one has to be seen', async () => {
    fill(1001);
    assert.deepEqual(await partsOf(folder.path, 'a'), []);
    const part = put(unheldName('a'));
    assert.deepEqual(await partsOf(folder.path, 'a'), []);
    forgetListing(relative('', folder.path));
    assert.deepEqual(await partsOf(folder.path, 'a'), [part]);
    const second = put(unheldName('a'));
    nowMs += 1000;
    assert.deepEqual(new Set(await partsOf(folder.path, 'a')), new Set([part, second]));
  });

  it('are not cached from a listing during which one was added', async () => {
    fill(1001);
    const listing = partsOf(folder.path, 'a');
    forgetListing(folder.at('another'));
    await listing;
    const part = put(unheldName('a'));
    assert.deepEqual(await partsOf(folder.path, 'a'), [part]);
  });
});
