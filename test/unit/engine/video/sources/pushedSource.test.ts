import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Picture } from '../../../../../src/core/video/picture.ts';
import { startPushedSource } from '../../../../../src/engine/video/sources/pushedSource.ts';
import type { RunningSource, SourcePicture } from '../../../../../src/engine/video/sources/videoSource.ts';
import { neverFails } from '../../../../support/neverFails.ts';
import { variedPicture } from '../../../../support/videoFrames.ts';
import { pattern, VideoTests } from '../../../../support/videoTests.ts';
import { Frames } from '../sentFrames.ts';

const pushed = { ...pattern, source: { kind: 'pushed' }, fps: 240 } as const;
const rgba = (picture: Picture) =>
  ({ width: picture.width, height: picture.height, format: 'RGBA', bytes: picture.pixels }) as const;

describe('pushed pictures', () => {
  let nowMs: number;
  let offered: SourcePicture[];
  let source: RunningSource;

  const settle = async () => {
    for (let times = 0; times < 5; times++) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed++) {
      nowMs++;
      mock.timers.tick(1);
      await settle();
    }
  };
  const push = (width: number) =>
    source.push?.({ width, height: 1, format: 'RGBA', bytes: new Uint8Array(4 * width) }) ?? Promise.reject();
  const widths = () => offered.map(({ width }) => width);

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    nowMs = 1000;
    offered = [];
    const options = { ...pattern, fps: 10, source: { kind: 'pushed' } } as const;
    const sink = { offer: (one: SourcePicture) => offered.push(one), end: () => assert.fail(), ...neverFails };
    source = startPushedSource(options, sink, () => nowMs);
  });
  afterEach(() => {
    source.stop();
    mock.timers.reset();
  });

  it('are sent at once, and the pusher is notified when to push the next', async () => {
    let isDone = false;
    void push(1).then(() => {
      isDone = true;
    });
    await settle();
    assert.deepEqual([widths(), isDone], [[1], false]);
    await pass(99);
    assert.equal(isDone, false);
    await pass(1);
    assert.equal(isDone, true);
  });

  it('reach the requested rate if each is pushed as soon as allowed', async () => {
    void (async () => {
      for (let width = 1; nowMs < 11_000; width++) await push(width);
    })();
    await pass(10_000);
    assert.ok(Math.abs(offered.length - 100) <= 1, `${offered.length}`);
  });

  it('replace those that wait', async () => {
    const all = [1, 2, 3, 4].map(push);
    await settle();
    assert.deepEqual(widths(), [1]);
    await pass(100);
    assert.deepEqual(widths(), [1, 4]);
    await pass(100);
    await Promise.all(all);
  });

  it('don’t accumulate credit while none are pushed', async () => {
    void push(1);
    await pass(1000);
    for (const width of [2, 3, 4]) void push(width);
    await pass(100);
    assert.deepEqual(widths(), [1, 2, 4]);
  });

  it('are released when it is stopped', async () => {
    const both = [push(1), push(2)];
    await settle();
    source.stop();
    await Promise.all(both);
    await push(3);
    assert.deepEqual(widths(), [1]);
  });

  it('are rejected if they don’t have the right number of bytes', async () => {
    const of = (width: number, height: number, format: 'I420' | 'RGBA' | 'jpeg', bytes: number) =>
      source.push?.({ width, height, format, bytes: new Uint8Array(bytes) }) ?? Promise.resolve();
    await assert.rejects(of(2, 2, 'RGBA', 15), RangeError);
    await assert.rejects(of(3, 3, 'I420', 16), RangeError);
    await assert.rejects(of(0, 3, 'I420', 0), RangeError);
    await assert.rejects(of(100_000, 100_000, 'I420', 0), RangeError);
    await assert.rejects(of(2, 2, 'jpeg', 100), RangeError);
    assert.deepEqual(offered, []);
    void of(3, 3, 'I420', 17);
    await settle();
    assert.equal(offered.length, 1);
  });
});

describe('a video of pushed pictures', () => {
  const tests = new VideoTests();

  it('accepts pushed pictures up to the requested rate, the newest first', async () => {
    const { server, socket } = await tests.connection();
    const { id } = await tests.engine.startVideo(server.id, { ...pushed, width: 8, height: 6 });
    const first = variedPicture(8, 6, 'rgba');
    for (let at = 3; at < first.pixels.length; at += 4) first.pixels[at] = 255;
    await tests.engine.pushPicture(id, { ...rgba(first), capturedMs: Date.now() });
    const { order, pixels } = await new Frames(socket).picture();
    const expected = Uint8Array.from(
      { length: 8 * 6 * 3 },
      (_, at) => first.pixels[Math.floor(at / 3) * 4 + 2 - (at % 3)] ?? 0,
    );
    assert.deepEqual([order, new Uint8Array(pixels)], ['bgr', expected]);
    assert.ok((await tests.seen(server, id, ({ latencyMs }) => latencyMs !== undefined)).frames === 1);
    await assert.rejects(tests.engine.pushPicture(id, { ...rgba(first), width: 9 }), RangeError);
    await tests.engine.stopVideo(id);
    await assert.rejects(tests.engine.pushPicture(id, rgba(first)), { code: 'NO_VIDEO' });
  });

  it('sends a pushed JPEG unchanged', async () => {
    const { server, socket } = await tests.connection();
    const source = await tests.engine.startVideo(server.id, { ...pattern, codec: 'jpeg' });
    const jpeg = new Uint8Array(await new Frames(socket).next());
    await tests.engine.stopVideo(source.id);
    const other = await tests.connection();
    const { id } = await tests.engine.startVideo(other.server.id, {
      ...pushed,
      codec: 'jpeg',
      width: 20,
      height: 20,
    });
    await tests.engine.pushPicture(id, { width: 64, height: 48, format: 'jpeg', bytes: jpeg });
    assert.deepEqual(new Uint8Array(await new Frames(other.socket).next()), jpeg);
    assert.equal((await tests.seen(other.server, id, ({ frames }) => frames === 1)).width, 64);
    assert.deepEqual(await tests.engine.snapshotPicture(id), { bytes: jpeg, mediaType: 'image/jpeg' });
    const cut = { width: 64, height: 48, format: 'jpeg', bytes: jpeg.subarray(0, 100) } as const;
    await assert.rejects(tests.engine.pushPicture(id, cut), RangeError);
  });
});
