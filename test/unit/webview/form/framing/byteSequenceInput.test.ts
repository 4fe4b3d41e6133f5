import assert from 'node:assert/strict';
import { FramingForm } from '../../../../support/framingForm.ts';

const [id, notation] = ['field-framing-delimiter', 'field-framing-delimiter-notation'];

describe('bytes in the form', () => {
  const changed = (form: FramingForm, ...notations: string[]) =>
    notations.map(one => form.choose(notation, one).framing);

  it('stay the same as text and as hex, if they are both', () => {
    const [text, hex] = [{ delimiter: 'é\n' }, { delimiter: { hex: 'c3 a9 0a' } }];
    assert.deepEqual(changed(new FramingForm(text), 'hex', 'text'), [hex, text]);
    const loose = { delimiter: { hex: '0xC3,a9' } };
    assert.deepEqual(changed(new FramingForm(loose), 'text', 'hex'), [{ delimiter: 'é' }, loose]);
    const bytes = { delimiter: { hex: 'ff' } };
    assert.deepEqual(changed(new FramingForm(bytes), 'text', 'hex'), [{ delimiter: '' }, bytes]);
  });

  it('restore unreadable text', () => {
    const form = new FramingForm({ delimiter: 'a' }).type(id, '\\q');
    form.choose(notation, 'hex');
    assert.deepEqual([form.shown(id), form.draft.unreadable], ['61', {}]);
    form.choose(notation, 'text');
    assert.equal(form.shown(id), '\\q');
  });

  it('that may be absent are absent when emptied, and stay in the chosen notation', () => {
    const trailer = 'field-framing-lengthPrefix-trailer';
    const form = new FramingForm({ lengthPrefix: { varint: true } }).choose(`${trailer}-notation`, 'hex');
    assert.equal(form.chosen(`${trailer}-notation`), 'hex');
    assert.deepEqual(form.type(trailer, '0a').framing, { lengthPrefix: { varint: true, trailer: { hex: '0a' } } });
    assert.deepEqual(form.type(trailer, '').framing, { lengthPrefix: { varint: true } });
    assert.equal(form.chosen(`${trailer}-notation`), 'hex');
  });
});
