import assert from 'node:assert/strict';
import { handOver, handOverIn, memoryIn } from '../../../src/protocol/handOver.ts';

const leastBytes = 64 * 1024;

describe('transferred bytes', () => {
  it('are moved with the message that contains them', () => {
    const [first, second] = [handOver(new Uint8Array(leastBytes)), handOver(new Uint8Array(leastBytes + 1))];
    assert.deepEqual(memoryIn(['x', first, 5, second, undefined]), [first.buffer, second.buffer]);
  });

  it('are moved with a value that carries them', () => {
    const bytes = new Uint8Array(leastBytes);
    assert.deepEqual(memoryIn([handOverIn({ bytes, more: 1 }, bytes), { bytes }]), [bytes.buffer]);
    const few = new Uint8Array(leastBytes - 1);
    assert.deepEqual(memoryIn([handOverIn({ few }, few)]), []);
  });

  it('are copied if they are few, or part of a larger buffer', () => {
    const small = handOver(new Uint8Array(leastBytes - 1));
    const part = handOver(new Uint8Array(2 * leastBytes).subarray(0, leastBytes));
    assert.deepEqual(memoryIn([small, part]), []);
  });

  it('are copied unless their owner released them, and inside other values', () => {
    const given = handOver(new Uint8Array(leastBytes));
    assert.deepEqual(memoryIn([new Uint8Array(leastBytes), { given }, [given]]), []);
    assert.deepEqual(memoryIn([]), []);
  });
});
