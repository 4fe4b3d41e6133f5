import assert from 'node:assert/strict';
import { endpointConfigJsonSchema, parseEndpointConfig } from '../../../../../src/core/config/endpointConfigSchema.ts';
import type { Framing } from '../../../../../src/core/endpointConfig.ts';
import { type FramingType, framingTypes } from '../../../../../src/core/sentences/framingTypes.ts';
import { FramingForm } from '../../../../support/framingForm.ts';

const types = Object.keys(framingTypes) as FramingType[];

describe('the framing in the form', () => {
  const examples: [FramingType, Framing | undefined][] = [
    ['none', undefined],
    ['none', 'none'],
    ['line', { line: 'crlf' }],
    ['delimiter', { delimiter: { hex: '00' } }],
    ['named', 'mqtt'],
    ['lengthPrefix', { lengthPrefix: { digits: 10 } }],
    ['enclosed', { start: '<', end: '>' }],
    ['pattern', { pattern: ';' }],
    ['header', { header: 'content-length' }],
    ['json', 'json'],
    ['fixed', { fixed: 16 }],
    ['idle', { idleMs: 20 }],
    ['slip', 'slip'],
    ['cobs', 'cobs'],
  ];

  it('shows its type', () => {
    for (const [type, framing] of examples) assert.equal(new FramingForm(framing).chosen('field-framing'), type);
    assert.deepEqual(new Set(examples.map(([type]) => type)), new Set(types));
  });

  it('starts with usable values for the chosen type, and is absent for none', () => {
    for (const type of types.slice(1)) {
      const form = new FramingForm(undefined).choose('field-framing', type);
      assert.equal(form.chosen('field-framing'), type);
      assert.doesNotThrow(() => parseEndpointConfig(form.draft.config), type);
    }
    const form = new FramingForm({ fixed: 3 }).choose('field-framing', 'none');
    assert.equal('framing' in form.draft.config, false);
  });

  it('restores what was typed for a type, even if unreadable', () => {
    const form = new FramingForm({ fixed: 7 });
    const chosen = ['idle', 'fixed', 'none', 'fixed'].map(type => form.choose('field-framing', type).framing);
    assert.deepEqual(chosen, [{ idleMs: 20 }, { fixed: 7 }, undefined, { fixed: 7 }]);
    form.choose('field-framing', 'delimiter').type('field-framing-delimiter', '\\q').choose('field-framing', 'slip');
    assert.deepEqual(form.draft.unreadable, {}, 'it doesn’t count meanwhile');
    form.choose('field-framing', 'delimiter');
    assert.equal(form.shown('field-framing-delimiter'), '\\q');
    assert.equal(Object.keys(form.draft.unreadable)[0], 'framing.delimiter');
  });

  it('writes a name out as the type that it stands for, and names what it can', () => {
    const form = new FramingForm('u16le').choose('field-framing', 'lengthPrefix');
    assert.deepEqual(form.framing, { lengthPrefix: { bytes: 2, endian: 'little' } });
    form.choose('field-framing-lengthPrefix-bytes', '8').choose('field-framing', 'named');
    assert.equal(form.framing, 'u64le');
    assert.deepEqual(new FramingForm('mllp').choose('field-framing', 'enclosed').framing, {
      start: { hex: '0b' },
      end: { hex: '1c 0d' },
    });
  });

  it('shows problems of a part at the part, and others at the type', () => {
    const form = new FramingForm({ delimiter: 'a' }).type('field-framing-delimiter', '\\q');
    assert.match(form.control('field-framing-delimiter-problem').text, /\\q/);
    assert.equal(form.find('field-framing-problem'), undefined);
  });

  it('has a control for every key in the schema', () => {
    interface Schema {
      readonly anyOf?: Schema[];
      readonly properties?: Readonly<Record<string, Schema>>;
    }
    const keysOf = ({ anyOf = [], properties = {} }: Schema): string[] => [
      ...anyOf.flatMap(keysOf),
      ...Object.entries(properties).flatMap(([key, inner]) => [key, ...keysOf(inner)]),
    ];
    const { framing } = (endpointConfigJsonSchema() as { properties: { framing: Schema } }).properties;
    const lengths = ['bytes', 'digits', 'digitsUntil', 'hexDigits', 'bcd', 'varint'];
    const forms = [
      ...examples.map(([, value]) => new FramingForm(value)),
      ...lengths.map(kind =>
        new FramingForm({ lengthPrefix: { bytes: 2, endian: 'big' } }).choose('field-framing-lengthPrefix', kind),
      ),
    ];
    const keys = forms.flatMap(form => form.ids).map(id => String(id).split('-').at(-1));
    // Shown as a notation, as the type, and as the format of the length; the contents of the JSON header are in one field.
    const others = ['hex', 'header', 'varint', 'jsonHeader'];
    const all = new Set(keysOf(framing).filter(key => !others.includes(key)));
    // Besides these, there are the types and the names.
    assert.deepEqual(new Set(keys.filter(key => key !== 'framing' && key !== 'name')), all);
  });
});
