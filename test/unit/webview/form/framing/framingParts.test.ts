import assert from 'node:assert/strict';
import { FramingForm } from '../../../../support/framingForm.ts';

describe('the parts of a framing in the form', () => {
  it('are the ending of lines, the length of messages, and the time without data', () => {
    assert.deepEqual(new FramingForm({ line: 'any' }).choose('field-framing-line', 'lf').framing, { line: 'lf' });
    assert.deepEqual(new FramingForm({ fixed: 16 }).enter('field-framing-fixed', 3).framing, { fixed: 3 });
    assert.deepEqual(new FramingForm({ idleMs: 20 }).enter('field-framing-idleMs', 5).framing, { idleMs: 5 });
  });

  it('are bytes as text or hex', () => {
    const text = new FramingForm({ delimiter: '||' }).type('field-framing-delimiter', '\\r\\n');
    assert.deepEqual(text.framing, { delimiter: '\r\n' });
    const form = new FramingForm({ start: '<', end: { hex: '03' } });
    form.type('field-framing-start', '[').type('field-framing-end', '1c 0d');
    assert.deepEqual(form.framing, { start: '[', end: { hex: '1c 0d' } });
  });

  it('are a pattern, which has no escapes of ours, and whether the header is kept', () => {
    const pattern = new FramingForm({ pattern: ';' }).type('field-framing-pattern', '\\x03\\');
    assert.deepEqual(pattern.framing, { pattern: '\\x03\\' });
    const header = new FramingForm({ header: 'content-length' }).check('field-framing-keepHeader', true);
    assert.deepEqual(header.framing, { header: 'content-length', keepHeader: true });
    assert.deepEqual(header.check('field-framing-keepHeader', false).framing, { header: 'content-length' });
  });

  it('keep the type when they are emptied, so that the field stays', () => {
    assert.deepEqual(new FramingForm({ delimiter: 'a' }).type('field-framing-delimiter', '').framing, {
      delimiter: '',
    });
    const hex = new FramingForm({ delimiter: { hex: '00' } }).type('field-framing-delimiter', '');
    assert.deepEqual(hex.framing, { delimiter: { hex: '' } });
    assert.deepEqual(new FramingForm({ pattern: 'a' }).type('field-framing-pattern', '').framing, { pattern: '' });
    const fixed = new FramingForm({ fixed: 16 }).enter('field-framing-fixed');
    assert.deepEqual([fixed.framing, fixed.shown('field-framing-fixed')], [{ fixed: 16 }, '']);
    assert.equal(fixed.control('field-framing-fixed-problem').text, 'Enter a number.');
    assert.deepEqual(fixed.enter('field-framing-fixed', 5).framing, { fixed: 5 });
    assert.equal(fixed.find('field-framing-fixed-problem'), undefined);
  });
});
