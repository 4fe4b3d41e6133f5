import assert from 'node:assert/strict';
import type { BinaryLength, LengthPrefix, LengthPrefixFraming } from '../../../../../src/core/endpointConfig.ts';
import { FramingForm } from '../../../../support/framingForm.ts';

const at = 'field-framing-lengthPrefix';

describe('the options of a length prefix in the form', () => {
  const binary = { bytes: 4, endian: 'big' } as const;
  const form = (more: Partial<LengthPrefix> = {}) => new FramingForm({ lengthPrefix: { ...binary, ...more } });
  const optionsOf = (one: FramingForm) => {
    const { lengthPrefix } = one.framing as LengthPrefixFraming;
    const { bytes: _, endian: __, ...options } = lengthPrefix as BinaryLength & LengthPrefix;
    return options;
  };
  const isOpen = (one: FramingForm) => one.control(`${at}-options`).attributes['?open'];

  it('are collapsed unless one is set or invalid', () => {
    assert.equal(isOpen(form()), false);
    assert.equal(isOpen(form({ offset: 0 })), true);
    assert.equal(isOpen(form().type(`${at}-trailer`, '\\q')), true);
  });

  it('are absent until they are set, and again when emptied', () => {
    const one = form().enter(`${at}-offset`, 0).check(`${at}-includesHeader`, true).enter(`${at}-adjust`, -3);
    assert.deepEqual(optionsOf(one), { offset: 0, includesHeader: true, adjust: -3 });
    one.enter(`${at}-offset`).check(`${at}-includesHeader`, false).enter(`${at}-adjust`);
    assert.deepEqual(optionsOf(one), {});
    assert.equal(one.control(`${at}-adjust`).attributes.min, undefined, 'it may be negative');
  });

  it('are a JSON header, whose other fields aren’t lost with its name', () => {
    const one = form().type(`${at}-jsonHeader-field`, 'length').type(`${at}-jsonHeader-add`, '{"a": [1]}');
    assert.deepEqual(optionsOf(one), { jsonHeader: { field: 'length', add: { a: [1] } } });
    assert.deepEqual(optionsOf(one.type(`${at}-jsonHeader-field`, '')), { jsonHeader: { field: '', add: { a: [1] } } });
    assert.deepEqual(optionsOf(one.type(`${at}-jsonHeader-add`, '').type(`${at}-jsonHeader-field`, '')), {});
  });

  it('keep text that isn’t a JSON object, with the reason', () => {
    for (const text of ['{', '[]', 'null', '1']) {
      const one = form({ jsonHeader: { field: 'n', add: { a: 1 } } }).type(`${at}-jsonHeader-add`, text);
      assert.equal(one.shown(`${at}-jsonHeader-add`), text);
      assert.equal(one.control(`${at}-jsonHeader-add-problem`).text, 'Enter a JSON object.');
      assert.deepEqual(Object.keys(one.draft.unreadable), ['framing.lengthPrefix.jsonHeader.add']);
    }
  });
});
