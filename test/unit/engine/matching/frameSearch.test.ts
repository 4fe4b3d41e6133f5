import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { FrameSearch } from '../../../../src/engine/matching/frameSearch.ts';

describe('the thread for searching a frame', () => {
  afterEach(() => mock.restoreAll());

  it('depends on the frame’s length times the pattern’s size, for a search and for its positions', async () => {
    const posted = mock.method(Worker.prototype, 'postMessage');
    const options = { owner: {}, signal: new AbortController().signal };
    /** Few bytes, each of which meets hundreds of instructions. */
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
