import assert from 'node:assert/strict';
import type { VideoPicture } from '../../../../src/core/video/video.ts';
import { type PicturePlace, PictureScreens } from '../../../../webview/video/pictureScreens.ts';

/** Remembers the numbers of what is painted on it. */
class Place implements PicturePlace {
  readonly painted: number[] = [];

  async paint({ number }: VideoPicture): Promise<void> {
    this.painted.push(number);
  }
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve));

describe('screens of a page', () => {
  let asked: string[];
  let answers: PromiseWithResolvers<VideoPicture | undefined>[];
  let screens: PictureScreens;

  beforeEach(() => {
    asked = [];
    answers = [];
    const ask = (video: string, after: number) => {
      asked.push(`${video} ${after}`);
      const answer = Promise.withResolvers<VideoPicture | undefined>();
      answers.push(answer);
      return answer.promise;
    };
    screens = new PictureScreens(ask, async () => undefined);
  });

  async function comes(number: number): Promise<void> {
    const picture = { number, width: 1, height: 1, format: 'RGBA', bytes: new Uint8Array(4) } as const;
    answers.shift()?.resolve(picture);
    await settled();
  }

  it('ask once for a video that is shown in two places, and paint it in both', async () => {
    const [one, other] = [new Place(), new Place()];
    screens.show('film', one);
    const asks = asked.length;
    screens.show('film', other);
    assert.equal(asked.length, asks);
    await comes(1);
    assert.deepEqual([one.painted, other.painted], [[1], [1]]);
  });

  it('paint the last picture where a video that stands still is shown again, and ask for no more', async () => {
    const before = new Place();
    screens.show('film', before);
    await comes(1);
    const asks = asked.length;
    for (let times = 0; times < 5; times++) {
      screens.hide('film', before);
      const place = new Place();
      screens.show('film', place);
      await settled();
      assert.deepEqual(place.painted, [1]);
      screens.hide('film', place);
    }
    assert.equal(asked.length, asks);
  });

  it('paint nothing if nobody looks any more, nor what has ended', async () => {
    const place = new Place();
    screens.show('film', place);
    screens.hide('film', place);
    await comes(1);
    assert.deepEqual(place.painted, []);
    screens.show('film', place);
    screens.end('film');
    await comes(2);
    assert.deepEqual(place.painted, []);
  });

  it('show the last picture of what has ended, until it is forgotten', async () => {
    screens.show('film', new Place());
    await comes(1);
    screens.end('film');
    const asks = asked.length;
    const place = new Place();
    screens.show('film', place);
    await settled();
    assert.deepEqual([place.painted, asked.length], [[1], asks]);
    screens.keepOnly(new Set());
    screens.show('film', new Place());
    assert.ok(asked.length > asks);
  });

  it('continue where one place can’t be painted', async () => {
    const place = new Place();
    screens.show('film', { paint: () => Promise.reject(new Error('no canvas')) });
    screens.show('film', place);
    await comes(1);
    await comes(2);
    assert.deepEqual(place.painted, [1, 2]);
  });
});
