import assert from 'node:assert/strict';
import { pickleBeginning } from '../../../../src/core/pickle/pickleBeginning.ts';
import { latin1, pickle, pickledArray, uint32 } from './pickles.ts';

/** The truncated value with its bytes as text. */
function cutOf(instructions: string): unknown {
  const { cut } = pickleBeginning(pickle(instructions));
  return cut && { ...cut, start: Buffer.from(cut.start).toString('latin1') };
}

describe('the beginning of a pickle', () => {
  it('is complete if the pickle is, with its value', () => {
    assert.deepEqual(pickleBeginning(pickle('K\x01K\x02\x86.')).stack, [{ kind: 'tuple', id: 0, items: [1, 2] }]);
    assert.equal(pickleBeginning(pickle('N.')).isOver, true);
  });

  it('is rejected if it can’t be a pickle', () => {
    for (const bytes of [latin1('hello'), pickle('N\xfe'), pickle('a'), latin1('\x80\x06')]) {
      assert.equal(pickleBeginning(bytes).isOver, true);
    }
  });

  it('contains the stack if more is to come', () => {
    assert.deepEqual(pickleBeginning(pickle('K\x01K\x02')), { stack: [1, 2], isOver: false });
    assert.deepEqual(pickleBeginning(pickle('K\x01J\x00')), { stack: [1], isOver: false });
  });

  it('may be in a frame that ends beyond it', () => {
    assert.equal(pickleBeginning(pickle(`\x95${uint32(500)}${uint32(0)}K\x01`)).isOver, false);
  });

  it('reports the bytes that are truncated, and those received so far', () => {
    assert.deepEqual(cutOf('NC\x05ab'), { at: 3, length: 5, from: 5, start: 'ab' });
    assert.deepEqual(cutOf(`B${uint32(0x10203)}ab`), { at: 2, length: 0x10203, from: 7, start: 'ab' });
    assert.deepEqual(cutOf(`\x8e${uint32(7)}${uint32(1)}`), { at: 2, length: 2 ** 32 + 7, from: 11, start: '' });
    assert.deepEqual(cutOf('\x8c\x05é'), { at: 2, length: 5, from: 4, start: 'é' });
  });

  it('reports a truncated line of protocol 0, whose length is unknown', () => {
    assert.deepEqual(cutOf("S'ab"), { at: 2, length: undefined, from: 3, start: "'ab" });
  });

  it('reports nothing if the length itself is truncated, or a value of fixed size', () => {
    for (const instructions of ['C', `B${uint32(5).slice(0, 3)}`, 'J\x00', 'cos'])
      assert.equal(cutOf(instructions), undefined);
  });

  it('recognizes an array’s pixels at every cut within them', () => {
    const whole = pickledArray([2, 3], latin1('abcdef'));
    const from = Buffer.from(whole).indexOf('abcdef');
    for (let length = from; length < from + 6; length++) {
      const { cut } = pickleBeginning(whole.subarray(0, length));
      assert.deepEqual([cut?.from, cut?.length, cut?.start.length], [from, 6, length - from]);
    }
    assert.equal(pickleBeginning(whole.subarray(0, from + 6)).cut, undefined);
    for (let length = 0; length < whole.length; length++) {
      assert.equal(pickleBeginning(whole.subarray(0, length)).isOver, length < 2);
    }
    assert.equal(pickleBeginning(whole).isOver, true);
  });
});
