import assert from 'node:assert/strict';
import { cameraProblemCodes, cameraProblemPhrase } from '../../../../src/core/camera/cameraProblem.ts';
import { cameraKinds } from '../../../../src/core/camera/cameraTask.ts';
import { toldPhrase } from '../../../../src/core/phrase.ts';
import { problemOf } from '../../../../webview/camera/capture/captureProblem.ts';
import { cameraName } from '../../../../webview/camera/capture/deviceNames.ts';
import { fitPicture } from '../../../../webview/camera/capture/fitPicture.ts';
import { NewestFirst } from '../../../../webview/camera/capture/newestFirst.ts';
import { Pace } from '../../../../webview/camera/capture/pace.ts';
import { i420FromNv12 } from '../../../../webview/camera/capture/pictureMaker.ts';

describe('the pace of a capture', () => {
  /** How many of ten seconds' frames are taken, when each comes up to `jitterMs` late. */
  function taken(sourceFps: number, wantedFps: number, jitterMs = 0): number {
    const pace = new Pace(wantedFps);
    let count = 0;
    for (let frame = 0; frame < sourceFps * 10; frame++) {
      const late = jitterMs * ((frame * 7919) % 10) * 0.1;
      if (pace.takes(1000 + (frame * 1000) / sourceFps + late)) count++;
    }
    return count;
  }

  for (const [source, wanted, expected] of [
    [30, 30, 300],
    [30, 20, 200],
    [30, 10, 100],
    [60, 25, 250],
    [15, 30, 150],
    [30, 1, 10],
  ] as const) {
    it(`takes ${expected / 10} a second of ${source}, where ${wanted} are wanted`, () => {
      assert.ok(Math.abs(taken(source, wanted) - expected) <= 1);
      assert.ok(Math.abs(taken(source, wanted, 300 / source) - expected) <= 2, 'of a camera that is not punctual');
    });
  }

  it('makes up for nothing after a pause', () => {
    const pace = new Pace(10);
    assert.ok(pace.takes(0));
    assert.ok(pace.takes(60_000));
    assert.ok(!pace.takes(60_040));
    assert.ok(pace.takes(60_100));
  });
});

describe('of frames that come while one is taken', () => {
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

  it('the newest alone is next, and the others are closed and counted', async () => {
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

  it('none is taken after a stop, or when the taker gives up', async () => {
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

describe('a picture in another shape', () => {
  const wide = { width: 1280, height: 720 };
  const square = { width: 100, height: 100 };

  it('fills it, if it is a camera’s', () => {
    const { x, y, width, height } = fitPicture('camera', wide, square);
    assert.deepEqual([y, height], [0, 100]);
    assert.ok(Math.abs(width - 177.78) < 0.01 && Math.abs(x + 38.89) < 0.01);
  });

  it('is all in it, if it is a screen’s', () =>
    assert.deepEqual(fitPicture('screen', wide, square), { x: 0, y: 21.875, width: 100, height: 56.25 }));

  it('is itself in its own', () => {
    for (const kind of cameraKinds) assert.deepEqual(fitPicture(kind, wide, wide), { x: 0, y: 0, ...wide });
  });
});

describe('chroma that alternates', () => {
  it('becomes planes, also of odd sizes', () => {
    const nv12 = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 110, 20, 120, 30, 130, 40, 140]);
    const i420 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 110, 120, 130, 140];
    assert.deepEqual([...i420FromNv12(nv12, 3, 3)], i420);
  });
});

describe('what keeps a page from a camera', () => {
  it('has a code by what the browser says', () => {
    const codes = [
      ['NotAllowedError', 'denied'],
      ['NotFoundError', 'none'],
      ['OverconstrainedError', 'none'],
      ['NotReadableError', 'busy'],
      ['AbortError', 'busy'],
      ['InvalidStateError', 'failed'],
    ] as const;
    for (const [name, code] of codes) {
      const problem = problemOf(new DOMException('as it says', name), 'camera');
      assert.deepEqual(problem, { code, kind: 'camera', detail: 'as it says' });
    }
    assert.equal(problemOf(new Error('x'.repeat(1000)), 'screen').detail?.length, 300);
  });

  it('is told in a sentence of its own, for each code and kind', () => {
    const told = cameraKinds.flatMap(kind =>
      cameraProblemCodes.map(code => toldPhrase(cameraProblemPhrase({ code, kind, detail: 'why' }))),
    );
    for (const sentence of told) assert.match(sentence, /^[A-Z].*[.)y]$/);
    // What is of the page, not of what it shows, is the same for both.
    assert.equal(new Set(told).size, told.length - 4);
  });
});

describe('a camera’s name', () => {
  it('is without what only Chromium adds', () => {
    assert.equal(cameraName('HD Webcam C525 (046d:0826)'), 'HD Webcam C525');
    assert.equal(cameraName('Back Camera (wide)'), 'Back Camera (wide)');
    assert.equal(cameraName(''), '');
  });
});
