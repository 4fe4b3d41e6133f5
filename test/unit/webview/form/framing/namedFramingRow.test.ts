import assert from 'node:assert/strict';
import { framingNames } from '../../../../../src/core/framing/namedFramings.ts';
import { FramingForm } from '../../../../support/framingForm.ts';

describe('the choice of a framing by name', () => {
  const id = 'field-framing-name';

  it('offers every name in a group, with help for the chosen one', () => {
    const form = new FramingForm('mqtt');
    const { inside } = form.control(id);
    const groups = inside.filter(({ tag }) => tag === 'optgroup');
    assert.deepEqual(
      groups.map(({ attributes }) => attributes.label),
      ['Lines and text', 'Numbers', 'Protocols'],
    );
    const offered = groups.flatMap(group => group.inside).map(({ attributes }) => String(attributes.value));
    assert.deepEqual(offered.toSorted(), framingNames.toSorted());
    assert.equal(form.chosen(id), 'mqtt');
    assert.equal(form.control(`${id}-help`).text, 'A packet: its type, its length as a varint, and the rest.');
    assert.equal(form.choose(id, 'resp').framing, 'resp');
  });
});
