import assert from 'node:assert/strict';
import type { VideoWire } from '../../../../src/core/video/video.ts';
import { FrameFinder, type FrameSink, type OverReason } from '../../../../src/engine/video/frameFinder.ts';
import { framed, pickledFrame, variedPicture } from '../../../support/videoFrames.ts';
import { type ArrayOptions, pickledArray } from '../../core/pickle/pickles.ts';

const frames = [variedPicture(9, 8), variedPicture(9, 7), variedPicture(2, 2, 'grey')].map(one => pickledFrame(one));
const stream = Buffer.concat(frames);
/** Where each frame begins, and where a fourth one would. */
const starts = frames.map((_, at) => frames.slice(0, at).reduce((sum, { length }) => sum + length, 0));
starts.push(stream.length);
const little: VideoWire = { format: 'length-prefixed', endian: 'little' };
const maxFrameBytes = 1000;

class Seen implements FrameSink {
  readonly frames: string[] = [];
  readonly wires: VideoWire[] = [];
  rest: string | undefined;
  reason: OverReason | undefined;

  recognised(wire: VideoWire): void {
    this.wires.push(wire);
  }

  frame({ bytes }: { bytes: Uint8Array }): void {
    this.frames.push(Buffer.from(bytes).toString('hex'));
  }

  over(rest: Uint8Array, reason: OverReason): void {
    this.rest = Buffer.from(rest).toString('hex');
    this.reason = reason;
  }
}

const payloads = (from = 0) => frames.slice(from).map(one => one.subarray(8).toString('hex'));

describe('following a stream of video', () => {
  it('gives the same frames however the stream is cut', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
      finder.show(seen);
      finder.push(stream.subarray(0, cut));
      finder.push(stream.subarray(cut));
      assert.deepEqual([seen.frames, seen.wires], [payloads(), [little]], `cut at ${cut}`);
    }
    const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
    finder.show(seen);
    for (const byte of stream) finder.push(Uint8Array.of(byte));
    assert.deepEqual(seen.frames, payloads());
  });

  it('takes larger pictures when the limit is raised, and continues when it is lowered', () => {
    const sizes = frames.map(({ length }) => length - 8);
    for (const [before, after, shown] of [
      [Math.max(...sizes) - 1, 1000, 3],
      [1000, 1, 3],
    ] as const) {
      const [finder, seen] = [new FrameFinder({ maxFrameBytes: before }), new Seen()];
      finder.show(seen);
      finder.begin(little);
      finder.push(stream.subarray(0, 4));
      finder.raiseLimit(after);
      finder.push(stream.subarray(4));
      assert.equal(seen.frames.length, shown);
    }
  });

  it('gives whole frames from the next one on, wherever it is begun to be shown', () => {
    for (let at = 1; at < stream.length; at++) {
      const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
      finder.push(stream.subarray(0, at));
      // While it isn't known to be video, all of it is kept; later a frame is whole as long as its length is.
      const first = finder.wire ? starts.findIndex(start => at < start + 8) : 0;
      finder.show(seen);
      finder.push(stream.subarray(at));
      assert.deepEqual(seen.frames, payloads(first), `shown at ${at}`);
    }
  });

  it('can be shown, hidden and shown again', () => {
    const finder = new FrameFinder({ maxFrameBytes });
    const [first, second] = [new Seen(), new Seen()];
    finder.show(first);
    finder.push(stream.subarray(0, (starts[1] ?? 0) + 20));
    finder.hide();
    finder.push(stream.subarray((starts[1] ?? 0) + 20, (starts[2] ?? 0) + 4));
    finder.show(second);
    finder.push(stream.subarray((starts[2] ?? 0) + 4));
    assert.deepEqual([first.frames, second.frames], [payloads().slice(0, 1), payloads(2)]);
  });

  it('reports once that it is video, whether anyone looks or not', () => {
    for (const isShown of [false, true]) {
      const recognised: VideoWire[] = [];
      const finder = new FrameFinder({ maxFrameBytes, onRecognised: wire => recognised.push(wire) });
      if (isShown) finder.show(new Seen());
      for (const one of frames) finder.push(one);
      assert.deepEqual(recognised, [little]);
    }
  });

  it('reports an array of protocol 5 when its end says what it is, however the stream is cut', () => {
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
        const recognised: VideoWire[] = [];
        const finder = new FrameFinder({ maxFrameBytes, onRecognised: wire => recognised.push(wire) });
        finder.push(all.subarray(0, cut));
        finder.push(all.subarray(cut));
        assert.deepEqual([recognised, finder.wire], [expected, little], `cut at ${cut}`);
      }
    }
  });

  it('follows pickles that hold no picture, so that frames can be shown from the next one on', () => {
    const other = framed(pickledArray([150, 1], new Uint8Array(600), { dtype: 'f4', byteOrder: '<' }));
    const seen = new Seen();
    const finder = new FrameFinder({ maxFrameBytes, onRecognised: () => assert.fail() });
    finder.push(other.subarray(0, 700));
    finder.show(seen);
    finder.push(Buffer.concat([other.subarray(700), frames[0] ?? other]));
    assert.deepEqual(seen.frames, payloads().slice(0, 1));
  });

  it('reports a picture that is longer than a frame may be once, unless it is shown', () => {
    const large = framed(pickledArray([20, 20, 3], new Uint8Array(1200)));
    for (const isShown of [false, true]) {
      const [told, seen]: [number[], Seen] = [[], new Seen()];
      const onRecognised = () => assert.fail();
      const finder = new FrameFinder({ maxFrameBytes, onRecognised, onTooLong: bytes => told.push(bytes) });
      if (isShown) finder.show(seen);
      finder.push(large);
      finder.push(large);
      const announced = large.length - 8;
      assert.deepEqual([told, finder.isOver, finder.tooLong], [isShown ? [] : [announced], true, announced]);
      assert.deepEqual(seen.reason, isShown ? { is: 'tooLong', announced } : undefined);
    }
  });

  it('is over for what isn’t video, and keeps nothing of it', () => {
    const finder = new FrameFinder({ maxFrameBytes, onRecognised: () => assert.fail() });
    finder.push(Buffer.from('GET /'));
    assert.equal(finder.isOver, false, 'it may still be a length');
    finder.push(Buffer.from(' HTTP/1.1\r\n'));
    assert.equal(finder.isOver, true);
  });

  it('is over with a length that is too large, and gives back what comes from there on', () => {
    const liar = framed(new Uint8Array(maxFrameBytes + 1)).subarray(0, 12);
    for (let cut = 0; cut <= 8; cut++) {
      const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
      finder.show(seen);
      finder.push(Buffer.concat([stream, liar.subarray(0, cut)]));
      finder.push(liar.subarray(cut));
      finder.push(Buffer.from('more'));
      assert.deepEqual([seen.frames, finder.isOver], [payloads(), true]);
      // With the eighth byte it is clear: what comes after that push goes elsewhere by itself.
      const rest = cut === 8 ? liar.subarray(0, 8) : liar;
      const reason = { is: 'tooLong', announced: maxFrameBytes + 1 };
      assert.deepEqual([seen.rest, seen.reason, finder.tooLong], [rest.toString('hex'), reason, maxFrameBytes + 1]);
    }
    const unseen = new FrameFinder({ maxFrameBytes });
    unseen.push(Buffer.concat([stream, liar]));
    assert.equal(unseen.isOver, true);
  });

  it('writes over no frame but those that are given back', () => {
    const finder = new FrameFinder({ maxFrameBytes });
    const kept: Uint8Array[] = [];
    finder.show({ recognised: () => undefined, frame: ({ bytes }) => kept.push(bytes), over: () => assert.fail() });
    const [one = Buffer.alloc(0)] = frames;
    finder.push(one);
    finder.push(one);
    finder.giveBack(kept[1] ?? one);
    finder.push(one);
    assert.equal(kept[2]?.buffer, kept[1]?.buffer);
    assert.notEqual(kept[2]?.buffer, kept[0]?.buffer);
    finder.giveBack(kept[2] ?? one);
    finder.push(framed(new Uint8Array(900)));
    assert.equal(kept[3]?.length, 900, 'it is no memory for a larger one');
    assert.deepEqual(Buffer.from(kept[0] ?? []), one.subarray(8));
  });

  it('starts over if the wire format is given', () => {
    const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
    finder.push(stream.subarray(0, 100));
    finder.begin({ format: 'length-prefixed', endian: 'big' });
    finder.show(seen);
    finder.push(framed(Buffer.from('text'), 'big'));
    assert.deepEqual(seen.frames, [Buffer.from('text').toString('hex')]);
  });

  it('takes lengths for lengths where the user wants to see what follows them', () => {
    const [finder, seen] = [new FrameFinder({ maxFrameBytes }), new Seen()];
    finder.show(seen);
    finder.push(framed(Buffer.from('no picture')));
    assert.deepEqual([seen.frames.length, finder.isOver], [1, false]);
  });
});
