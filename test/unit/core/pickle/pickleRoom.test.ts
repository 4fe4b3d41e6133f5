import assert from 'node:assert/strict';
import { PickleRoom, pickleRoom, textCost } from '../../../../src/core/pickle/pickleRoom.ts';

const kibibyte = 1024;

describe('pickle room', () => {
  it('is twice the pickle’s size, within limits', () => {
    const rooms = [0, 128 * kibibyte, 128 * kibibyte + 1, 2048 * kibibyte, 4096 * kibibyte].map(pickleRoom);
    assert.deepEqual(rooms, [256 * kibibyte, 256 * kibibyte, 256 * kibibyte + 2, 4096 * kibibyte, 4096 * kibibyte]);
  });

  it('is consumed by values down to the quarter reserved for slots', () => {
    const room = new PickleRoom(100);
    assert.equal(room.leftForValues, 75);
    assert.ok(!room.pay(76));
    assert.equal(room.left, 100);
    assert.ok(room.pay(75));
    assert.ok(room.pay(0) && !room.pay(1));
    assert.deepEqual([room.left, room.leftForValues], [25, 0]);
  });

  it('is consumed by slots down to the end', () => {
    const room = new PickleRoom(100);
    assert.ok(room.payForSlots(90));
    assert.equal(room.leftForValues, 0);
    assert.ok(!room.payForSlots(11) && room.payForSlots(10));
    assert.equal(room.left, 0);
  });

  it('is consumed by a text in proportion to its length', () => assert.equal(textCost(100) - textCost(0), 200));
});
