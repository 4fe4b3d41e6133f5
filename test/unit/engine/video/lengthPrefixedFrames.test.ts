import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LengthPrefixedFrames } from '../../../../src/engine/video/lengthPrefixedFrames.ts';
import { framed } from '../../../support/videoFrames.ts';

const limit = 40;

describe('length-prefixed frames', () => {
  let given: string[];
  let broken: { rest: string; announced: bigint | undefined } | undefined;
  let frames: LengthPrefixedFrames;
  /** The buffer of each delivered frame. */
  let memories: ArrayBufferLike[];

  const start = (endian: 'little' | 'big' = 'little') => {
    given = [];
    memories = [];
    broken = undefined;
    frames = new LengthPrefixedFrames(endian, limit);
    frames.areWanted = true;
  };
  beforeEach(() => start());

  const pushBytes = (chunk: Uint8Array) => {
    for (const { bytes, flaw, announced } of frames.push(chunk)) {
      if (flaw === 'brokenLength') broken = { rest: Buffer.from(bytes).toString('hex'), announced };
      else {
        given.push(String(Buffer.from(bytes)));
        memories.push(bytes.buffer);
      }
    }
  };

  const push = (...payloads: string[]) => {
    for (const payload of payloads) pushBytes(framed(Buffer.from(payload)));
  };

  it('free the memory of a skipped one, and continue with the next', () => {
    const skipped = framed(Buffer.from('skipped'));
    pushBytes(skipped.subarray(0, 10));
    assert.equal(frames.reservedBytes, 7);
    frames.skip();
    assert.equal(frames.reservedBytes, 0);
    pushBytes(skipped.subarray(10));
    push('next');
    assert.deepEqual(given, ['next']);
  });

  it('are the same however the stream is cut, including empty ones', () => {
    const payloads = fc.array(fc.string({ maxLength: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(payloads, fc.array(fc.integer({ min: 1, max: 30 })), (sent, cuts) => {
        start('big');
        const stream = Buffer.concat(sent.map(payload => framed(Buffer.from(payload), 'big')));
        for (let at = 0, cut = 0; at < stream.length; cut++) {
          const step = cuts[cut] ?? 1;
          pushBytes(stream.subarray(at, at + step));
          at += step;
        }
        assert.deepEqual([given, broken, frames.waiting], [sent, undefined, 0]);
      }),
    );
  });

  it('may be as long as the limit, and not one byte longer', () => {
    push('x'.repeat(limit));
    assert.equal(given.length, 1);
    pushBytes(framed(Buffer.alloc(limit + 1)).subarray(0, 7));
    assert.equal(broken, undefined);
    pushBytes(Uint8Array.of(0, 7, 8));
    assert.deepEqual(broken, { rest: '29000000000000000708', announced: BigInt(limit + 1) });
  });

  it('end at the first invalid length, whatever follows', () => {
    pushBytes(Buffer.alloc(8, 0xff));
    push('a', 'b');
    assert.deepEqual([given, broken?.announced], [[], 2n ** 64n - 1n]);
  });

  it('are delivered from the next one on if requested later', () => {
    frames.areWanted = false;
    push('before');
    const half = framed(Buffer.from('in between'));
    pushBytes(half.subarray(0, 12));
    frames.areWanted = true;
    assert.equal(frames.waiting, 0);
    pushBytes(half.subarray(12));
    push('after');
    assert.deepEqual(given, ['after']);
  });

  it('are delivered if only a part of the length was received before', () => {
    frames.areWanted = false;
    const whole = framed(Buffer.from('seen'));
    pushBytes(whole.subarray(0, 3));
    frames.areWanted = true;
    pushBytes(whole.subarray(3));
    assert.deepEqual(given, ['seen']);
  });

  it('report how much of the next one has arrived, with its length', () => {
    const whole = framed(Buffer.from('abc'));
    const waiting = [...whole].map(byte => {
      pushBytes(Uint8Array.of(byte));
      return frames.waiting;
    });
    assert.deepEqual(waiting, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]);
  });

  it('lend their memory to one of similar size, and only once it may be reused', () => {
    push('x'.repeat(20), 'y'.repeat(20));
    assert.notEqual(memories[0], memories[1]);
    const giveBack = () => frames.reuse(new Uint8Array(memories.at(-1) ?? new ArrayBuffer()));
    for (const [length, isLent] of [
      [20, true],
      [10, true],
      [21, false],
      [10, false],
    ] as const) {
      giveBack();
      const before = memories.at(-1);
      push('z'.repeat(length));
      assert.equal(memories.at(-1) === before, isLent, `${length} bytes`);
    }
    assert.equal(given.at(-1), 'z'.repeat(10));
    giveBack();
    push('a'.repeat(10), 'b'.repeat(10));
    assert.notEqual(memories.at(-1), memories.at(-2), 'one buffer for two');
  });

  it('are dropped, including an incomplete one', () => {
    const whole = framed(Buffer.from('forgotten'));
    pushBytes(whole.subarray(0, 12));
    frames.forget();
    assert.equal(frames.waiting, 0);
    pushBytes(whole.subarray(12));
    push('not wanted');
    assert.deepEqual(given, []);
    frames.areWanted = true;
    push('wanted');
    assert.deepEqual(given, ['wanted']);
  });
});
