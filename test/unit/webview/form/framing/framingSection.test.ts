import assert from 'node:assert/strict';
import { FramingForm } from '../../../../support/framingForm.ts';
import { elements } from '../../../../support/templates.ts';

const pair = 'field-framing-pair';

describe('the framings of an endpoint in the form', () => {
  const groups = (form: FramingForm) =>
    elements(form.template).flatMap(({ attributes }) =>
      attributes.role === 'group' && attributes['aria-label'] ? [attributes['aria-label']] : [],
    );

  it('are one for both directions, or one for each', () => {
    const form = new FramingForm('mqtt');
    assert.deepEqual([form.control(pair).attributes['.checked'], groups(form)], [false, []]);
    form.check(pair, true);
    assert.deepEqual(form.framing, { in: 'mqtt', out: 'mqtt' });
    assert.equal(form.control(pair).attributes['.checked'], true);
    assert.deepEqual(groups(form), ['Framing for receiving', 'Framing for sending']);
    form.choose('field-framing-out', 'none').choose('field-framing-in-name', 'resp');
    assert.deepEqual(form.framing, { in: 'resp', out: 'none' });
    assert.equal(form.check(pair, false).framing, 'resp');
    assert.deepEqual(form.check(pair, true).framing, { in: 'resp', out: 'none' }, 'what was sent comes back');
  });

  it('are absent when one for both becomes none', () => {
    const form = new FramingForm({ in: 'none', out: 'slip' }).check(pair, false);
    assert.equal('framing' in form.draft.config, false);
    assert.deepEqual(form.check(pair, true).framing, { in: 'none', out: 'slip' });
  });

  it('have fields of their own', () => {
    const form = new FramingForm({ in: { delimiter: 'a' }, out: { delimiter: 'b' } });
    form.type('field-framing-out-delimiter', '\\q').type('field-framing-in-delimiter', 'c');
    assert.deepEqual(form.framing, { in: { delimiter: 'c' }, out: { delimiter: 'b' } });
    assert.deepEqual(Object.keys(form.draft.unreadable), ['framing.out.delimiter']);
    assert.ok(form.find('field-framing-out-delimiter-problem'));
    assert.equal(form.find('field-framing-in-delimiter-problem'), undefined);
    const ids = form.ids;
    assert.equal(new Set(ids).size, ids.length);
  });

  it('keep what was typed for other types of the first', () => {
    const form = new FramingForm({ fixed: 7 }).choose('field-framing', 'slip').check(pair, true);
    assert.deepEqual(form.choose('field-framing', 'fixed').framing, { in: { fixed: 7 }, out: 'slip' });
  });
});
