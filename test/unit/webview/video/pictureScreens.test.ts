import assert from 'node:assert/strict';
import type { VideoPicture } from '../../../../src/core/video/video.ts';
import { type PicturePlace, PictureScreens } from '../../../../webview/video/pictureScreens.ts';

/** Records the numbers of the pictures painted on it. */
class Place implements PicturePlace {
  readonly painted: number[] = [];

  async paint({ number }: VideoPicture): Promise<void> {
    this.painted.push(number);
  }
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve));

describe('a page’s screens', () => {
  let requested: string[];
  let answers: PromiseWithResolvers<VideoPicture | undefined>[];
  let screens: PictureScreens;

  beforeEach(() => {
    requested = [];
    answers = [];
    const ask = (video: string, after: number) => {
      requested.push(`${video} ${after}`);
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

  it('request once for a video shown in two places, and paint it in both', async () => {
    const [one, other] = [new Place(), new Place()];
    screens.show('film', one);
    const requests = requested.length;
    screens.show('film', other);
    assert.equal(requested.length, requests);
    await comes(1);
    assert.deepEqual([one.painted, other.painted], [[1], [1]]);
  });

  it('paint the last picture when a paused video is shown again, and request no more', async () => {
    const before = new Place();
    screens.show('film', before);
    await comes(1);
    const requests = requested.length;
    for (let times = 0; times < 5; times++) {
      screens.hide('film', before);
      const place = new Place();
      screens.show('film', place);
      await settled();
      assert.deepEqual(place.painted, [1]);
      screens.hide('film', place);
    }
    assert.equal(requested.length, requests);
  });

  it('paint nothing without viewers, and nothing of an ended video', async () => {
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

  it('keep the last picture of an ended video until it is dropped', async () => {
    screens.show('film', new Place());
    await comes(1);
    screens.end('film');
    const requests = requested.length;
    const place = new Place();
    screens.show('film', place);
    await settled();
    assert.deepEqual([place.painted, requested.length], [[1], requests]);
    screens.keepOnly(new Set());
    screens.show('film', new Place());
    assert.ok(requested.length > requests);
  });

  it('continue if one place can’t be painted', async () => {
    const place = new Place();
    screens.show('film', { paint: () => Promise.reject(new Error('no canvas')) });
    screens.show('film', place);
    await comes(1);
    await comes(2);
    assert.deepEqual(place.painted, [1, 2]);
  });
});
