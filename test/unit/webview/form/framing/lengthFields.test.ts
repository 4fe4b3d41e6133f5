import assert from 'node:assert/strict';
import type { LengthPrefix } from '../../../../../src/core/endpointConfig.ts';
import { FramingForm } from '../../../../support/framingForm.ts';

const at = 'field-framing-lengthPrefix';

describe('a length prefix in the form', () => {
  const form = (lengthPrefix: LengthPrefix) => new FramingForm({ lengthPrefix });

  it('has the parameters of its format', () => {
    assert.deepEqual(form({ bytes: 2, endian: 'big' }).choose(`${at}-bytes`, '8').framing, {
      lengthPrefix: { bytes: 8, endian: 'big' },
    });
    assert.deepEqual(form({ bytes: 2, endian: 'big' }).choose(`${at}-endian`, 'little').framing, {
      lengthPrefix: { bytes: 2, endian: 'little' },
    });
    assert.deepEqual(form({ digits: 4 }).enter(`${at}-digits`, 9).choose(`${at}-pad`, 'zeros').framing, {
      lengthPrefix: { digits: 9, pad: 'zeros' },
    });
    assert.deepEqual(form({ hexDigits: 4 }).enter(`${at}-hexDigits`, 2).framing, { lengthPrefix: { hexDigits: 2 } });
    assert.deepEqual(form({ bcd: 2 }).enter(`${at}-bcd`, 3).framing, { lengthPrefix: { bcd: 3 } });
    assert.deepEqual(form({ digitsUntil: ' ' }).type(`${at}-digitsUntil`, '\\n').framing, {
      lengthPrefix: { digitsUntil: '\n' },
    });
  });

  it('says how long messages can be, and asks for the byte order of more than one byte', () => {
    assert.match(form({ bytes: 2, endian: 'big' }).text, /Holds lengths up to 65,535\./);
    assert.match(form({ bytes: 8, endian: 'big' }).text, /18,446,744,073,709,551,615/);
    assert.ok(form({ bytes: 2, endian: 'big' }).find(`${at}-endian`));
    assert.equal(form({ bytes: 1, endian: 'big' }).find(`${at}-endian`), undefined);
  });

  it('keeps its options in another format, and restores what was typed in each', () => {
    const options = { offset: 1, includesHeader: true, adjust: -2, trailer: ',', jsonHeader: { field: 'n' } };
    const one = form({ bytes: 2, endian: 'little', ...options });
    assert.equal(one.chosen(at), 'bytes');
    assert.deepEqual(one.choose(at, 'digits').framing, { lengthPrefix: { digits: 10, ...options } });
    one.enter(`${at}-digits`, 6).choose(at, 'varint');
    assert.deepEqual(one.framing, { lengthPrefix: { varint: true, ...options } });
    assert.deepEqual(one.choose(at, 'bytes').framing, { lengthPrefix: { bytes: 2, endian: 'little', ...options } });
    assert.deepEqual(one.choose(at, 'digits').framing, { lengthPrefix: { digits: 6, ...options } });
  });
});
