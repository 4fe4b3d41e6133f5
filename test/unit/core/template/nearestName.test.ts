import assert from 'node:assert/strict';
import { nearestName } from '../../../../src/core/template/nearestName.ts';

const names = ['message', '0', '1', 'name', '$counter', '$now', '$uuid', '$random'];

describe('the name closest to a misspelled one', () => {
  const cases: [string, string | undefined][] = [
    ['nme', 'name'],
    ['mesage', 'message'],
    ['Name', 'name'],
    ['$nwo', '$now'],
    ['$coutner', '$counter'],
    ['counter', '$counter'],
    ['$tmie', '$now'],
    ['$timestamp', '$now'],
    ['$guid', '$uuid'],
    ['$peer', undefined],
    ['$xyz', undefined],
    ['2', undefined],
    ['', undefined],
    ['__proto__', undefined],
  ];
  for (const [typed, nearest] of cases)
    it(`${nearest === undefined ? 'doesn’t exist for' : `is ${nearest} for`} “${typed}”`, () => {
      assert.equal(nearestName(typed, names), nearest);
    });

  it('is the closest of several, the first of equally close ones', () => {
    assert.equal(nearestName('lines', ['lone', 'line', 'link']), 'line');
    assert.equal(nearestName('lix', ['lit', 'lid']), 'lit');
  });

  it('is found quickly for a long text', () => {
    assert.equal(nearestName('x'.repeat(100_000), names), undefined);
  });
});
