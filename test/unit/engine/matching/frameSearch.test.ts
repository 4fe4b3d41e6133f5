import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { FrameSearch } from '../../../../src/engine/matching/frameSearch.ts';

describe('where a frame is searched', () => {
  afterEach(() => mock.restoreAll());

  it('is decided by bytes and size together, alike for a search and for the places that it finds', async () => {
    const posted = mock.method(Worker.prototype, 'postMessage');
    const options = { owner: {}, signal: new AbortController().signal };
    /** Few bytes, of which each meets hundreds of instructions. */
    const few = new TextEncoder().encode(`${'a'.repeat(999)}c`);
    const search = (regex: string) => new FrameSearch({ regex, matchCase: true }, 'utf8', options);
    const large = search('^[ab]{0,300}.*c$');
    const [found, ranges] = [large.test(few), large.ranges(few, 9)];
    assert.ok(found instanceof Promise && ranges instanceof Promise);
    assert.deepEqual([await found, await ranges], [true, [[0, few.length]]]);
    assert.equal(posted.mock.callCount(), 2);
    assert.equal(search('c$').test(few), true);
    assert.deepEqual(search('c$').ranges(few, 9), [[few.length - 1, few.length]]);
  });
});
