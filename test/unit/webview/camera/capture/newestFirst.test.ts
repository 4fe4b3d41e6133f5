import assert from 'node:assert/strict';
import { NewestFirst } from '../../../../../webview/camera/capture/newestFirst.ts';

describe('frames that arrive while one is being processed', () => {
  class Frame {
    isClosed = false;
    readonly number: number;
    constructor(number: number) {
      this.number = number;
    }
    close(): void {
      this.isClosed = true;
    }
  }
  const frames = (count: number) => Array.from({ length: count }, (_, number) => new Frame(number));

  it('are closed and counted, except for the newest, which is next', async () => {
    const taken: number[] = [];
    const { promise, resolve: take } = Promise.withResolvers<void>();
    const newest = new NewestFirst<Frame>(async ({ number }) => {
      taken.push(number);
      await promise;
    });
    const all = frames(4);
    for (const frame of all) newest.offer(frame);
    assert.deepEqual(taken, [0]);
    assert.deepEqual(
      all.map(({ isClosed }) => isClosed),
      [false, true, true, false],
    );
    take();
    await promise;
    await new Promise(setImmediate);
    assert.deepEqual(taken, [0, 3]);
    assert.equal(newest.skipped, 2);
  });

  it('are not processed after a stop, or if the processor gives up', async () => {
    for (const stop of [(newest: NewestFirst<Frame>) => newest.stop(), () => undefined]) {
      const taken: number[] = [];
      const newest = new NewestFirst<Frame>(async ({ number }) => {
        taken.push(number);
        throw new Error('gone');
      });
      const all = frames(3);
      for (const frame of all) newest.offer(frame);
      stop(newest);
      await new Promise(setImmediate);
      const late = new Frame(3);
      newest.offer(late);
      assert.deepEqual(taken, [0]);
      assert.ok(late.isClosed && all[1]?.isClosed && all[2]?.isClosed);
    }
  });
});
