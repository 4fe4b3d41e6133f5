import assert from 'node:assert/strict';
import { type FramingGroup, framingGroups, framingNamesIn } from '../../../../src/core/framing/framingGroups.ts';
import { framingNames } from '../../../../src/core/framing/namedFramings.ts';

describe('groups of named framings', () => {
  it('contain every name once', () => {
    const all = (Object.keys(framingGroups) as FramingGroup[]).flatMap(framingNamesIn);
    assert.deepEqual(all.toSorted(), framingNames.toSorted());
    assert.equal(framingNamesIn('numbers')[0], 'u8');
    assert.ok(framingNamesIn('protocols').includes('mqtt'));
  });
});
