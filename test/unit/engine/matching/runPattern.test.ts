import assert from 'node:assert/strict';
import { type Mock, mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { maxPatternSteps } from '../../../../src/core/limits.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';
import { runPattern } from '../../../../src/engine/matching/runPattern.ts';

describe('the place where a pattern runs', () => {
  let posted: Mock<Worker['postMessage']>;

  beforeEach(() => {
    posted = mock.method(Worker.prototype, 'postMessage');
  });
  afterEach(() => mock.restoreAll());

  const options = { owner: {}, signal: new AbortController().signal };
  const largePattern = '^[ab]{0,300}.*c$';
  /** Few bytes, each of which meets hundreds of instructions. */
  const few = new TextEncoder().encode(`${'a'.repeat(999)}c`);

  it('depends on length times size: even few bytes are sent to the thread with a large pattern', async () => {
    const [small, large] = [compilePattern('c$', undefined, 'utf8'), compilePattern(largePattern, undefined, 'utf8')];
    assert.ok(few.length < maxPatternSteps && few.length * large.size > maxPatternSteps);
    assert.deepEqual(runPattern(small, few, options), small.match(few));
    const found = runPattern(large, few, options);
    assert.ok(found instanceof Promise);
    assert.deepEqual((await found)?.groups[0], few);
    assert.equal(posted.mock.callCount(), 1);
  });

  it('is a later turn of this thread once this turn’s work is used up', async () => {
    const pattern = compilePattern(largePattern, undefined, 'utf8');
    const frame = few.subarray(-Math.floor(maxPatternSteps / pattern.size));
    await new Promise(setImmediate);
    // The clock advances by 6 ms with each reading.
    let nowMs = 0;
    mock.method(performance, 'now', () => {
      nowMs += 6;
      return nowMs;
    });
    const found = Array.from({ length: 4 }, () => runPattern(pattern, frame, options));
    assert.deepEqual(
      found.map(one => one instanceof Promise),
      [false, false, true, true],
    );
    for (const match of await Promise.all(found)) assert.deepEqual(match?.groups[0], frame);
    assert.equal(posted.mock.callCount(), 0);
  });

  it('is also a later turn if earlier matches have used up this turn’s work by compiling', async () => {
    const small = compilePattern('c$');
    const pattern = { ...small, match: (bytes: Uint8Array) => small.match(bytes), stepsBefore: 2 ** 17 };
    await new Promise(setImmediate);
    let nowMs = 0;
    mock.method(performance, 'now', () => {
      nowMs += 6;
      return nowMs;
    });
    const found = Array.from({ length: 3 }, () => runPattern(pattern, Buffer.from('c'), options));
    assert.deepEqual(
      found.map(one => one instanceof Promise),
      [false, false, true],
    );
    await Promise.all(found);
    assert.equal(posted.mock.callCount(), 0);
  });
});
