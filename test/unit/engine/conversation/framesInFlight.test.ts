import assert from 'node:assert/strict';
import { FramesInFlight } from '../../../../src/engine/conversation/framesInFlight.ts';
import type { FrameItem, OutgoingFrame } from '../../../../src/engine/conversation/outboxItem.ts';
import { frameOf } from './slowKernel.ts';

describe('frames in flight', () => {
  let taken: ((error?: Error | null) => void)[];
  let settled: (string | undefined)[];
  let counted: number;
  let frames: FramesInFlight;

  beforeEach(() => {
    taken = [];
    settled = [];
    counted = 0;
    const sink = { write: (_: OutgoingFrame, done: () => void) => void taken.push(done), eased: () => undefined };
    frames = new FramesInFlight(sink, { remove: () => void counted-- });
  });

  const write = () => {
    counted++;
    const resolve = () => void settled.push('sent');
    const reject = ({ message }: Error) => void settled.push(message);
    frames.write({ is: 'frame', outgoing: frameOf('x'), dueMs: 0, resolve, reject } satisfies FrameItem);
  };

  it('count until the kernel has them, or fails to take them', () => {
    write();
    write();
    assert.equal(counted, 2);
    taken[1]?.(new Error('lost'));
    taken[0]?.();
    assert.deepEqual([counted, settled], [0, ['lost', 'sent']]);
  });

  it('are settled by the caller that took them all, no longer by the kernel', () => {
    write();
    assert.equal(frames.takeAll().length, 1);
    taken[0]?.();
    assert.deepEqual([counted, settled, frames.takeAll()], [1, [], []]);
  });

  it('call back once the kernel has all of them, unless they are given up', () => {
    let calls = 0;
    write();
    write();
    frames.whenEmpty(() => calls++);
    taken[0]?.();
    assert.equal(calls, 0);
    taken[1]?.();
    assert.equal(calls, 1);
    frames.whenEmpty(() => calls++);
    assert.equal(calls, 2, 'nothing is in flight');
    write();
    frames.whenEmpty(() => calls++);
    frames.takeAll();
    taken[2]?.();
    assert.equal(calls, 2);
  });
});
