import '../../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointFraming } from '../../../../../src/core/endpointConfig.ts';
import {
  framingControlId,
  framingPlace,
  isFramingPartShown,
} from '../../../../../webview/form/framing/framingPlaces.ts';

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

describe('text typed in a part of a framing', () => {
  const isShown = (path: string, framing: EndpointFraming) =>
    isFramingPartShown(path, { kind: 'tcp-server', address: ':0', framing });

  it('counts while its field is shown', () => {
    assert.equal(isShown('framing.delimiter', { delimiter: 'a' }), true);
    for (const framing of ['slip', { delimiter: { hex: '00' } }, { fixed: 3 }] as const)
      assert.equal(isShown('framing.delimiter', framing), false);
    assert.equal(isShown('framing.out.end', { in: 'slip', out: { start: 'a', end: 'b' } }), true);
    assert.equal(isShown('framing.out.end', { start: 'a', end: 'b' }), false);
    assert.equal(isShown('framing', 'slip'), false);
  });

  it('counts for options of a length, which may be absent', () => {
    const shown = (path: string, more: object) =>
      isShown(`framing.lengthPrefix.${path}`, { lengthPrefix: { digits: 3, ...more } });
    assert.deepEqual([shown('trailer', {}), shown('trailer', { trailer: { hex: '' } })], [true, false]);
    assert.equal(shown('jsonHeader.add', { jsonHeader: { field: 'n', add: { hex: '00' } } }), true);
    assert.deepEqual([shown('digits', {}), shown('bcd', {})], [true, false]);
    assert.equal(isShown('framing.lengthPrefix.trailer', 'slip'), false);
  });
});
