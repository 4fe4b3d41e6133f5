import assert from 'node:assert/strict';
import { type FrameHolder, UnfinishedFrames } from '../../../../src/engine/conversation/unfinishedFrames.ts';

const MiB = 1024 * 1024;

describe('incomplete frames', () => {
  let frames: UnfinishedFrames;
  let cuts: string[];

  beforeEach(() => {
    frames = new UnfinishedFrames();
    cuts = [];
  });

  function holder(name: string, { maxFrameBytes = 16 * MiB, left = 0 } = {}): FrameHolder {
    const one: FrameHolder = {
      maxFrameBytes,
      cut: () => {
        cuts.push(name);
        if (left >= 0) frames.updateWithoutCutting(one, left);
      },
    };
    return one;
  }

  /** Frames of these lengths, one each. */
  function begin(bytes: readonly number[]): FrameHolder[] {
    return bytes.map((count, at) => {
      const one = holder(`${at}`);
      frames.update(one, count);
      return one;
    });
  }

  it('are cut when their total is too long, the longest first', () => {
    begin([...Array.from({ length: 20 }, () => 10 * MiB), 12 * MiB, 11 * MiB, 33 * MiB]);
    assert.deepEqual(cuts, []);
    frames.update(holder('small'), 1);
    assert.deepEqual(cuts, ['22']);
    assert.equal(frames.bytes, 223 * MiB + 1);
    frames.update(holder('own', { left: 1 }), 34 * MiB);
    assert.deepEqual(cuts, ['22', 'own']);
    assert.equal(frames.bytes, 223 * MiB + 2);
  });

  it('are no longer cut once the others are complete', () => {
    const begun = begin(Array.from({ length: 25 }, () => 10 * MiB));
    for (const one of begun) frames.update(one, 0);
    assert.equal(frames.bytes, 0);
    begin(Array.from({ length: 25 }, () => 10 * MiB));
    assert.deepEqual(cuts, []);
  });

  it('may be longer if an endpoint allows messages of that length', () => {
    const large = holder('large', { maxFrameBytes: 1000 * MiB });
    frames.update(large, 900 * MiB);
    begin(Array.from({ length: 10 }, () => 10 * MiB));
    assert.deepEqual(cuts, []);
    frames.update(holder('second', { maxFrameBytes: 1000 * MiB }), 3000 * MiB + 1);
    assert.deepEqual(cuts, ['second']);
  });

  it('are kept if the longest can’t be cut', () => {
    frames.update(holder('stubborn', { left: -1 }), 300 * MiB);
    assert.deepEqual(cuts, ['stubborn']);
  });
});
