import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { framingControlId, framingPlace } from '../../../../../webview/form/framing/framingPlaces.ts';

describe('the place of a path in a framing', () => {
  it('is a part with a control, or the framing', () => {
    assert.deepEqual(framingPlace('framing.delimiter.hex'), { framing: ['framing'], part: ['delimiter'] });
    assert.deepEqual(framingPlace('framing.out.lengthPrefix.jsonHeader.add'), {
      framing: ['framing', 'out'],
      part: ['lengthPrefix', 'jsonHeader', 'add'],
    });
    for (const path of ['framing', 'framing.odd', 'framing.lengthPrefix', 'framing.lengthPrefix.jsonHeader'])
      assert.deepEqual(framingPlace(path), { framing: ['framing'] });
  });

  it('has the control with this id', () => {
    assert.equal(framingControlId('framing'), 'field-framing');
    assert.equal(framingControlId('framing.in'), 'field-framing');
    assert.equal(framingControlId('framing.out'), 'field-framing-out');
    assert.equal(framingControlId('framing.out.start.hex'), 'field-framing-out-start');
    assert.equal(framingControlId('framing.lengthPrefix.digits'), 'field-framing-lengthPrefix-digits');
  });
});
