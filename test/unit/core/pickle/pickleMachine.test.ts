import assert from 'node:assert/strict';
import { PickleError } from '../../../../src/core/pickle/pickleInput.ts';
import { PickleMachine } from '../../../../src/core/pickle/pickleMachine.ts';
import { omission } from '../../../../src/core/pickle/pickleValue.ts';

function machineWith(...values: number[]): PickleMachine {
  const machine = new PickleMachine(new Uint8Array(10));
  for (const value of values) machine.push(value);
  return machine;
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof PickleError) return error.flaw.code;
  }
  return undefined;
}

describe('the pickle stack', () => {
  it('pops its values, the last first', () => {
    const machine = machineWith(1, 2);
    assert.deepEqual([machine.top(), machine.pop(), machine.pop()], [2, 2, 1]);
    for (const use of ['pop', 'top', 'drop', 'dropToMark', 'popToMark'] as const) {
      assert.equal(
        codeOf(() => machine[use]()),
        'malformedPickle',
        use,
      );
    }
  });

  it('has nothing below a mark until that is dropped', () => {
    const machine = machineWith(1, 2);
    machine.mark();
    assert.equal(
      codeOf(() => machine.pop()),
      'malformedPickle',
    );
    assert.equal(
      codeOf(() => machine.top()),
      'malformedPickle',
    );
    machine.drop();
    assert.equal(machine.pop(), 2);
  });

  it('pops what is above the last of several marks, in order', () => {
    const machine = machineWith(1);
    machine.mark();
    machine.push(2);
    machine.mark();
    for (const value of [3, 4]) machine.push(value);
    assert.deepEqual(machine.popToMark(), [3, 4]);
    assert.equal(machine.pop(), 2);
    assert.equal(
      codeOf(() => machine.pop()),
      'malformedPickle',
    );
    machine.dropToMark();
    assert.deepEqual(machine.stack, [1]);
  });

  it('drops one value if no mark is on top', () => {
    const machine = machineWith(1);
    machine.mark();
    for (const value of [2, 3]) machine.push(value);
    machine.drop();
    assert.deepEqual(machine.stack, [1, 2]);
  });

  it('is charged by height, once for each slot', () => {
    const machine = machineWith();
    const rest = machine.room.left;
    for (let times = 0; times < 100; times++) {
      machine.push(1);
      machine.pop();
    }
    assert.equal(machine.room.left, rest - 16);
    machine.push(1);
    machine.mark();
    assert.equal(machine.room.left, rest - 32);
  });

  it('is limited by the available room', () => {
    const machine = machineWith();
    const places = machine.room.left / 16;
    for (let at = 0; at < places; at++) machine.push(at);
    assert.equal(
      codeOf(() => machine.push(0)),
      'pickleTooComplex',
    );
    assert.equal(
      codeOf(() => machine.mark()),
      'pickleTooComplex',
    );
  });
});

describe('the pickle memo', () => {
  it('counts values stored without a number, and replaces numbered ones', () => {
    const machine = machineWith(7);
    machine.memoize();
    machine.push(8);
    machine.memoize();
    assert.deepEqual([machine.recall(0), machine.recall(1)], [7, 8]);
    machine.memoize(0);
    assert.equal(machine.recall(0), 8);
    machine.push(9);
    machine.memoize();
    assert.equal(machine.recall(2), 9);
  });

  it('contains only what was stored, without gaps that no pickler makes', () => {
    const machine = machineWith(7);
    assert.equal(
      codeOf(() => machine.recall(0)),
      'malformedPickle',
    );
    machine.memoize(256);
    assert.equal(machine.recall(256), 7);
    assert.equal(
      codeOf(() => machine.recall(255)),
      'malformedPickle',
    );
    assert.equal(
      codeOf(() => machine.memoize(257 + 257)),
      'malformedPickle',
    );
    machine.memoize(257 + 256);
  });

  it('stores the value on top, which must exist', () => {
    assert.equal(
      codeOf(() => machineWith().memoize()),
      'malformedPickle',
    );
  });

  it('stores an omission for values that had no room', () => {
    const machine = machineWith(7);
    machine.room.pay(machine.room.leftForValues);
    machine.memoize();
    assert.equal(machine.recall(0), omission);
    assert.equal(machine.recall(1_000_000), omission);
  });

  it('is charged again for a repeated text, and not for a number', () => {
    const machine = machineWith(7);
    const { left } = machine.room;
    assert.equal(machine.again(7), 7);
    assert.equal(machine.room.left, left);
    assert.equal(machine.again('a'.repeat(100)), 'a'.repeat(100));
    assert.equal(machine.room.left, left - 232);
    machine.room.pay(machine.room.leftForValues);
    assert.equal(machine.again('a'), omission);
    assert.equal(machine.again(1n), omission);
  });
});
