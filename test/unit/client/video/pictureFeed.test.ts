import assert from 'node:assert/strict';
import { PictureFeed } from '../../../../src/client/video/pictureFeed.ts';
import type { VideoPicture } from '../../../../src/core/video/video.ts';

describe('a page’s pictures', () => {
  let asked: [string, number][];
  let answers: PromiseWithResolvers<VideoPicture | undefined>[];
  let feed: PictureFeed;

  beforeEach(() => {
    asked = [];
    answers = [];
    feed = new PictureFeed((video, after) => {
      asked.push([video, after]);
      const answer = Promise.withResolvers<VideoPicture | undefined>();
      answers.push(answer);
      return answer.promise;
    });
  });

  const settled = () => new Promise<void>(resolve => setImmediate(resolve));
  const numbered = (number: number) => ({ number }) as VideoPicture;
  async function answer(number: number): Promise<void> {
    answers.shift()?.resolve(numbered(number));
    await settled();
  }

  it('are requested one at a time, each after the previous one was delivered', async () => {
    const [first, second] = [feed.next('v', 0), feed.next('v', 0)];
    await settled();
    assert.deepEqual(asked, [['v', 0]]);
    await answer(3);
    assert.equal((await first)?.number, 3);
    assert.deepEqual(asked.at(-1), ['v', 3]);
    await answer(4);
    assert.equal((await second)?.number, 4);
  });

  it('don’t wait for those of another video', async () => {
    void feed.next('v', 0);
    void feed.next('w', 7);
    await settled();
    assert.deepEqual(asked, [
      ['v', 0],
      ['w', 7],
    ]);
  });

  it('continue after a failed request', async () => {
    const failed = assert.rejects(feed.next('v', 0), /gone/);
    const next = feed.next('v', 0);
    await settled();
    answers.shift()?.reject(new Error('the engine has gone'));
    await failed;
    await settled();
    await answer(1);
    assert.equal((await next)?.number, 1);
  });

  it('are refused to a page with too many pending requests', async () => {
    for (let asks = 0; asks < 4; asks++) void feed.next('v', 0);
    await assert.rejects(feed.next('v', 0), RangeError);
    await settled();
    await answer(1);
    void feed.next('v', 0);
    await assert.rejects(feed.next('v', 0), RangeError);
  });

  it('start over with a new page', async () => {
    void feed.next('v', 0);
    await settled();
    await answer(9);
    feed.forget();
    void feed.next('v', 0);
    await settled();
    assert.deepEqual(asked.at(-1), ['v', 0]);
  });
});
