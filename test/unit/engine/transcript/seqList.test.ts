import assert from 'node:assert/strict';
import { SeqList } from '../../../../src/engine/transcript/seqList.ts';

describe('a sequence number list', () => {
  it('keeps positions when the first ones are dropped', () => {
    const list = new SeqList();
    for (let at = 0; at < 100_000; at++) list.push(2 * at);
    list.forgetBefore(90_000);
    assert.equal(list.count, 100_000);
    assert.equal(list.at(89_999), undefined);
    assert.equal(list.at(90_000), 180_000);
    assert.equal(
      list.firstNot(seq => seq < 190_001),
      95_001,
    );
    assert.equal(
      list.firstNot(seq => seq < 0),
      90_000,
    );
    list.push(200_000);
    assert.equal(list.at(100_000), 200_000);
    list.clear();
    assert.equal(list.count, 0);
    list.push(7);
    assert.equal(list.at(0), 7);
  });

  it('leaves a few in place', () => {
    const list = new SeqList();
    for (let at = 0; at < 100; at++) list.push(at);
    list.forgetBefore(50);
    assert.equal(list.at(0), 0);
  });
});
