import assert from 'node:assert/strict';
import type { VideoPicture } from '../../../../src/core/video/video.ts';
import { PicturePuller } from '../../../../webview/video/picturePuller.ts';

/** A sender and a screen controlled by the test. */
class Stage {
  readonly asked: number[] = [];
  readonly painted: number[] = [];
  readonly puller: PicturePuller;
  paint: (number: number) => Promise<void> = async () => undefined;
  readonly #answers: PromiseWithResolvers<VideoPicture | undefined>[] = [];
  #drawn = Promise.withResolvers<void>();

  constructor() {
    this.puller = new PicturePuller({
      ask: after => {
        this.asked.push(after);
        const answer = Promise.withResolvers<VideoPicture | undefined>();
        this.#answers.push(answer);
        return answer.promise;
      },
      paint: async ({ number }) => {
        await this.paint(number);
        this.painted.push(number);
      },
      drawn: () => this.#drawn.promise,
    });
  }

  /** Answers the oldest request. */
  async answer(number: number | undefined): Promise<void> {
    const picture = { number, width: 1, height: 1, format: 'RGBA', bytes: new Uint8Array(4) } as VideoPicture;
    this.#answers.shift()?.resolve(number === undefined ? undefined : picture);
    await settled();
  }

  async fail(): Promise<void> {
    this.#answers.shift()?.reject(new Error('the host has gone'));
    await settled();
  }

  /** The screen shows what was painted. */
  async draw(): Promise<void> {
    const drawn = this.#drawn;
    this.#drawn = Promise.withResolvers();
    drawn.resolve();
    await settled();
  }

  get waiting(): number {
    return this.#answers.length;
  }
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve));

describe('pulling pictures', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
    stage.puller.start();
  });

  it('has three requests on their way, and makes another when a picture is painted', async () => {
    assert.deepEqual(stage.asked, [0, 0, 0]);
    await stage.answer(1);
    assert.deepEqual(stage.painted, [1]);
    assert.deepEqual(stage.asked, [0, 0, 0, 1]);
    await stage.draw();
    await stage.answer(7);
    assert.deepEqual(stage.asked, [0, 0, 0, 1, 7]);
    assert.deepEqual(stage.painted, [1, 7]);
  });

  it('paints one per screen refresh, and requests no more than that', async () => {
    await stage.answer(1);
    await stage.answer(2);
    assert.deepEqual(stage.painted, [1]);
    assert.equal(stage.waiting, 2);
    await stage.draw();
    assert.deepEqual(stage.painted, [1, 2]);
    assert.equal(stage.waiting, 3);
  });

  it('paints only the newest of those that wait for a refresh', async () => {
    for (const number of [1, 2, 3]) await stage.answer(number);
    assert.deepEqual(stage.painted, [1]);
    await stage.draw();
    assert.deepEqual(stage.painted, [1, 3]);
    assert.deepEqual(stage.asked.slice(3), [1, 3, 3]);
  });

  it('has no more on their way when it is started twice', async () => {
    stage.puller.start();
    stage.puller.stop();
    stage.puller.start();
    assert.equal(stage.waiting, 3);
    await stage.answer(1);
    assert.equal(stage.waiting, 3);
  });

  it('paints nothing older than what it has painted', async () => {
    await stage.answer(5);
    await stage.answer(4);
    await stage.draw();
    assert.deepEqual(stage.painted, [5]);
    assert.deepEqual(stage.asked.slice(3), [5, 5]);
  });

  it('paints one after the other', async () => {
    const slow = Promise.withResolvers<void>();
    stage.paint = () => slow.promise;
    await stage.answer(1);
    await stage.answer(2);
    await stage.draw();
    assert.deepEqual(stage.painted, []);
    slow.resolve();
    await settled();
    await stage.draw();
    assert.deepEqual(stage.painted, [1, 2]);
  });

  it('paints and requests nothing while it is stopped', async () => {
    await stage.answer(1);
    await stage.answer(2);
    stage.puller.stop();
    await stage.draw();
    for (const number of [3, 4]) await stage.answer(number);
    assert.deepEqual(stage.painted, [1]);
    assert.equal(stage.waiting, 0);
    stage.puller.start();
    assert.equal(stage.waiting, 3);
  });

  it('pauses when there is nothing more, or no answer, until it is started again', async () => {
    await stage.answer(undefined);
    await stage.answer(undefined);
    await stage.fail();
    assert.equal(stage.waiting, 0);
    stage.puller.start();
    assert.equal(stage.waiting, 3);
  });

  it('continues after one that can’t be painted', async () => {
    stage.paint = number => (number === 1 ? Promise.reject(new Error('no picture')) : Promise.resolve());
    await stage.answer(1);
    await stage.draw();
    await stage.answer(2);
    assert.deepEqual(stage.painted, [2]);
  });
});
