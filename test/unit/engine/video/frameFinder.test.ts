import assert from 'node:assert/strict';
import type { VideoWire } from '../../../../src/core/video/video.ts';
import { unfinishedFrames } from '../../../../src/engine/conversation/unfinishedFrames.ts';
import { type EndReason, FrameFinder } from '../../../../src/engine/video/frameFinder.ts';
import { framed, pickledFrame, variedPicture } from '../../../support/videoFrames.ts';
import { type ArrayOptions, pickledArray } from '../../core/pickle/pickles.ts';
import { jpeg } from '../../core/video/images.ts';

const frames = [variedPicture(9, 8), variedPicture(9, 7), variedPicture(2, 2, 'gray')].map(one => pickledFrame(one));
const stream = Buffer.concat(frames);
/** Offset of each frame, and of the end. */
const starts = frames.map((_, at) => frames.slice(0, at).reduce((sum, { length }) => sum + length, 0));
starts.push(stream.length);
const little: VideoWire = { format: 'length-prefixed', endian: 'little' };
const maxFrameBytes = 1000;

/** A finder, and what it has found. */
class Finding {
  readonly finder: FrameFinder;
  readonly frames: string[] = [];
  readonly wires: VideoWire[] = [];
  /** The recognized wire format. */
  readonly videos: VideoWire[] = [];
  readonly large: number[] = [];
  end: { readonly rest: string; readonly reason: EndReason } | undefined;

  constructor(limit = maxFrameBytes) {
    this.finder = new FrameFinder(limit);
  }

  push(chunk: Uint8Array): void {
    for (const found of this.finder.push(chunk)) {
      if (found.is === 'frame') this.frames.push(Buffer.from(found.frame.bytes).toString('hex'));
      else if (found.is === 'wire') this.wires.push(found.wire);
      else if (found.is === 'video') this.videos.push(found.wire);
      else if (found.is === 'largeVideo') this.large.push(found.bytes);
      else this.end = { rest: Buffer.from(found.rest).toString('hex'), reason: found.reason };
    }
  }
}

const payloads = (from = 0) => frames.slice(from).map(one => one.subarray(8).toString('hex'));

describe('following a video stream', () => {
  it('finds the same frames however the stream is cut', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const seen = new Finding();
      seen.finder.startFrames();
      seen.push(stream.subarray(0, cut));
      seen.push(stream.subarray(cut));
      assert.deepEqual([seen.frames, seen.wires], [payloads(), [little]], `cut at ${cut}`);
    }
    const seen = new Finding();
    seen.finder.startFrames();
    for (const byte of stream) seen.push(Uint8Array.of(byte));
    assert.deepEqual(seen.frames, payloads());
  });

  describe('with memory limits', () => {
    afterEach(() => assert.equal(unfinishedFrames.bytes, 0));

    const jpegs = Buffer.concat([jpeg(8, 8), jpeg(8, 8)]);
    const half = Math.floor(jpegs.length / 4);

    it('counts an incomplete frame until it is complete, or no more are wanted', () => {
      for (const [bytes, end, reserved] of [
        [stream, 20, (starts[1] ?? 0) - 8],
        [jpegs, half, half],
      ] as const) {
        const seen = new Finding();
        seen.finder.begin(bytes === jpegs ? { format: 'multipart' } : little);
        seen.finder.startFrames();
        seen.push(bytes.subarray(0, end));
        assert.equal(unfinishedFrames.bytes, reserved);
        seen.push(bytes.subarray(end));
        assert.equal(unfinishedFrames.bytes, 0);
        seen.push(bytes.subarray(0, end));
        assert.equal(unfinishedFrames.bytes, reserved);
        seen.finder.stopFrames();
      }
    });

    it('keeps nothing of unwanted frames', () => {
      const seen = new Finding();
      for (const byte of jpegs) {
        seen.push(Uint8Array.of(byte));
        assert.equal(unfinishedFrames.bytes, 0);
      }
      assert.deepEqual(seen.wires, [{ format: 'multipart' }]);
    });

    it('skips an incomplete frame when others need the memory, and continues with the next', () => {
      for (const [bytes, end, wire] of [
        [stream, 20, little],
        [jpegs, half, { format: 'multipart' }],
      ] as const) {
        const seen = new Finding();
        seen.finder.begin(wire);
        seen.finder.startFrames();
        seen.push(bytes.subarray(0, end));
        seen.finder.cut();
        assert.equal(unfinishedFrames.bytes, 0);
        seen.push(bytes.subarray(end));
        assert.equal(seen.frames.length, bytes === jpegs ? 1 : 2);
      }
    });

    it('stops counting frames once the stream isn’t video anymore', () => {
      const seen = new Finding();
      seen.finder.begin(little);
      seen.finder.startFrames();
      seen.push(Buffer.concat([stream, Buffer.alloc(8, 0xff)]));
      assert.equal(seen.end?.reason.is, 'brokenLength');
    });
  });

  it('accepts larger pictures when the limit is raised, and continues when it is lowered', () => {
    const sizes = frames.map(({ length }) => length - 8);
    for (const [before, after, shown] of [
      [Math.max(...sizes) - 1, 1000, 3],
      [1000, 1, 3],
    ] as const) {
      const seen = new Finding(before);
      seen.finder.startFrames();
      seen.finder.begin(little);
      seen.push(stream.subarray(0, 4));
      seen.finder.raiseLimit(after);
      seen.push(stream.subarray(4));
      assert.equal(seen.frames.length, shown);
    }
  });

  it('delivers whole frames from the next one on, wherever showing begins', () => {
    for (let at = 1; at < stream.length; at++) {
      const seen = new Finding();
      seen.push(stream.subarray(0, at));
      // Until video is recognized, all of it is kept. Afterwards a frame is whole as long as its length is.
      const first = seen.finder.wire ? starts.findIndex(start => at < start + 8) : 0;
      seen.finder.startFrames();
      seen.push(stream.subarray(at));
      assert.deepEqual(seen.frames, payloads(first), `shown at ${at}`);
    }
  });

  it('can be shown, hidden and shown again', () => {
    const seen = new Finding();
    seen.finder.startFrames();
    seen.push(stream.subarray(0, (starts[1] ?? 0) + 20));
    seen.finder.stopFrames();
    seen.push(stream.subarray((starts[1] ?? 0) + 20, (starts[2] ?? 0) + 4));
    assert.deepEqual(seen.frames, payloads().slice(0, 1));
    seen.finder.startFrames();
    seen.push(stream.subarray((starts[2] ?? 0) + 4));
    assert.deepEqual(seen.frames.slice(1), payloads(2));
  });

  it('reports once that it is video, whether shown or not', () => {
    for (const isShown of [false, true]) {
      const seen = new Finding();
      if (isShown) seen.finder.startFrames();
      for (const one of frames) seen.push(one);
      assert.deepEqual(seen.videos, [little]);
    }
  });

  it('reports an array of protocol 5 when its end identifies it, however the stream is cut', () => {
    const array = (shape: readonly number[], bytes: number, options: ArrayOptions = {}) =>
      framed(pickledArray(shape, new Uint8Array(bytes), { ...options, protocol: 5 }));
    const picture = array([12, 16, 3], 576);
    const audio = array([150, 1], 600, { dtype: 'f4', byteOrder: '<' });
    for (const [frame, expected] of [
      [picture, [little]],
      [audio, []],
    ] as const) {
      const all = Buffer.concat([frame, frame]);
      for (let cut = 0; cut <= frame.length; cut++) {
        const seen = new Finding();
        seen.push(all.subarray(0, cut));
        seen.push(all.subarray(cut));
        assert.deepEqual([seen.videos, seen.finder.wire], [expected, little], `cut at ${cut}`);
      }
    }
  });

  it('follows pickles without a picture, so that frames can be shown from the next one on', () => {
    const other = framed(pickledArray([150, 1], new Uint8Array(600), { dtype: 'f4', byteOrder: '<' }));
    const seen = new Finding();
    seen.push(other.subarray(0, 700));
    seen.finder.startFrames();
    seen.push(Buffer.concat([other.subarray(700), frames[0] ?? other]));
    assert.deepEqual([seen.frames, seen.videos], [payloads().slice(0, 1), []]);
  });

  it('reports once that the first picture is longer than a frame may be, and ends', () => {
    const large = framed(pickledArray([20, 20, 3], new Uint8Array(1200)));
    const announced = large.length - 8;
    for (const isShown of [false, true]) {
      const seen = new Finding();
      if (isShown) seen.finder.startFrames();
      seen.push(large);
      seen.push(large);
      assert.deepEqual([seen.large, seen.videos, seen.finder.tooLong], [[announced], [], announced]);
      assert.deepEqual([seen.finder.isOver, seen.end?.reason], [true, { is: 'tooLong', announced }]);
    }
  });

  it('ends for what isn’t video, and keeps nothing of it', () => {
    const seen = new Finding();
    seen.push(Buffer.from('GET /'));
    assert.equal(seen.finder.isOver, false, 'it may still be a length');
    seen.push(Buffer.from(' HTTP/1.1\r\n'));
    assert.equal(seen.finder.isOver, true);
  });

  it('ends at a length that is too large, and returns what follows', () => {
    const bogus = framed(new Uint8Array(maxFrameBytes + 1)).subarray(0, 12);
    for (let cut = 0; cut <= 8; cut++) {
      const seen = new Finding();
      seen.finder.startFrames();
      seen.push(Buffer.concat([stream, bogus.subarray(0, cut)]));
      seen.push(bogus.subarray(cut));
      seen.push(Buffer.from('more'));
      assert.deepEqual([seen.frames, seen.finder.isOver], [payloads(), true]);
      // The eighth byte decides: bytes after that push bypass the finder.
      const rest = cut === 8 ? bogus.subarray(0, 8) : bogus;
      const reason = { is: 'tooLong', announced: maxFrameBytes + 1 };
      assert.deepEqual([seen.end, seen.finder.tooLong], [{ rest: rest.toString('hex'), reason }, maxFrameBytes + 1]);
    }
    const unseen = new Finding();
    unseen.push(Buffer.concat([stream, bogus]));
    assert.deepEqual([unseen.frames, unseen.finder.isOver], [[], true]);
  });

  it('overwrites only frames that may be reused', () => {
    const finder = new FrameFinder(maxFrameBytes);
    finder.startFrames();
    const kept: Uint8Array[] = [];
    const push = (chunk: Uint8Array) => {
      for (const found of finder.push(chunk)) if (found.is === 'frame') kept.push(found.frame.bytes);
    };
    const [one = Buffer.alloc(0)] = frames;
    push(one);
    push(one);
    finder.reuse(kept[1] ?? one);
    push(one);
    assert.equal(kept[2]?.buffer, kept[1]?.buffer);
    assert.notEqual(kept[2]?.buffer, kept[0]?.buffer);
    finder.reuse(kept[2] ?? one);
    push(framed(new Uint8Array(900)));
    assert.equal(kept[3]?.length, 900, 'it is too small for a larger one');
    assert.deepEqual(Buffer.from(kept[0] ?? []), one.subarray(8));
  });

  it('starts over if the wire format is specified', () => {
    const seen = new Finding();
    seen.push(stream.subarray(0, 100));
    seen.finder.begin({ format: 'length-prefixed', endian: 'big' });
    seen.finder.startFrames();
    seen.push(framed(Buffer.from('text'), 'big'));
    assert.deepEqual(seen.frames, [Buffer.from('text').toString('hex')]);
  });

  it('accepts implausible lengths if the user wants to see what follows', () => {
    const seen = new Finding();
    seen.finder.startFrames();
    seen.push(framed(Buffer.from('no picture')));
    assert.deepEqual([seen.frames.length, seen.finder.isOver], [1, false]);
  });
});
