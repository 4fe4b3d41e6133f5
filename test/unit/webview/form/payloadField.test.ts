import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { Payload } from '../../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../../src/core/template/escapedPayload.ts';
import type { KindDraft } from '../../../../webview/form/kindDrafts.ts';
import { payloadInput } from '../../../../webview/form/payloadField.ts';
import { formField, type HeldField } from '../../../support/formField.ts';
import { elements, fire, named } from '../../../support/templates.ts';

const notationName = 'Text or hex for the greeting';

describe('a payload in the form', () => {
  const input = (field: HeldField) => payloadInput('field-greeting', field, notationName);
  const textOf = (field: HeldField) =>
    elements(input(field)).find(({ attributes }) => attributes.id === 'field-greeting')?.attributes['.value'];
  const notationOf = (field: HeldField) =>
    named(input(field), notationName).inside.find(({ attributes }) => attributes['.selected'])?.text;

  function held(
    value: Payload | undefined,
    notation?: PayloadNotation,
    encoding: 'utf8' | 'latin1' = 'utf8',
  ): HeldField {
    const field = formField(value);
    const choose = (chosen: PayloadNotation) => void field.events.push({ notation: chosen });
    return { ...field, writing: { encoding, notation, choose } };
  }

  function type(field: HeldField, value: string) {
    const text = elements(input(field)).find(({ attributes }) => attributes.id === 'field-greeting');
    assert.ok(text);
    fire(text, 'input', { target: { value } });
    return field.events;
  }

  function choose(field: HeldField, notation: PayloadNotation) {
    fire(named(input(field), notationName), 'change', { target: { value: notation } });
    return field.events;
  }

  it('is shown as text, with escapes, or as hex if it isn’t text', () => {
    assert.deepEqual([textOf(held('a\r\n')), notationOf(held('a\r\n'))], ['a\\r\\n', 'Text']);
    assert.deepEqual([textOf(held({ hex: '00 01' })), notationOf(held({ hex: '00 01' }))], ['00 01', 'Hex']);
    assert.deepEqual([textOf(held(undefined)), notationOf(held(undefined))], ['', 'Text']);
  });

  it('is shown in the selected notation, if possible', () => {
    assert.deepEqual([textOf(held('ab', 'hex')), notationOf(held('ab', 'hex'))], ['61 62', 'Hex']);
    assert.equal(textOf(held({ hex: '61 ff' }, 'text')), 'a\\xff');
    assert.equal(notationOf(held({ hex: '6' }, 'text')), 'Hex', 'hex that is still being typed');
  });

  it('is typed in its notation, which it keeps', () => {
    assert.deepEqual(type(held('a'), 'b\\n').slice(1), [{ notation: 'text' }, { problem: undefined }, { set: 'b\n' }]);
    const hex = type(held('a', 'hex'), '00').slice(1);
    assert.deepEqual(hex, [{ notation: 'hex' }, { problem: undefined }, { set: { hex: '00' } }]);
  });

  it('is bytes if the input is not text', () => {
    assert.deepEqual(type(held('a'), 'a\\xff').at(-1), { set: { hex: '61 ff' } });
    assert.deepEqual(type(formField('a', { encoding: 'latin1' }), 'a\\xff').at(-1), { set: 'aÿ' });
  });

  it('is undefined if empty', () => {
    assert.deepEqual(type(held('a'), '').at(-1), { set: undefined });
    assert.deepEqual(type(held({ hex: '00' }), '').at(-1), { set: undefined });
  });

  it('is unchanged while the input is unreadable', () => {
    const events = type(held('a'), '\\');
    assert.ok(events.every(event => !('set' in event)));
    const last = events.at(-1);
    assert.ok(last && 'problem' in last && last.problem);
    assert.equal(last.typed, '\\');
  });

  it('keeps its bytes in the other notation', () => {
    assert.deepEqual(choose(held('é'), 'hex'), [
      { problem: undefined },
      { notation: 'hex' },
      { set: { hex: 'c3 a9' } },
    ]);
    assert.deepEqual(choose(held({ hex: 'c3 a9' }, 'hex'), 'text').at(-1), { set: 'é' });
    assert.deepEqual(choose(held({ hex: '61 ff' }, 'hex'), 'text').at(-1), { set: { hex: '61 ff' } });
  });

  it('restores what was typed in a notation, until something else is typed in the other', () => {
    const kept = new Map<string, KindDraft>();
    const left = {
      of: (kind: string) => kept.get(kind),
      keep: (kind: string, one: KindDraft) => void kept.set(kind, one),
    };
    const chosen = (field: HeldField, notation: PayloadNotation) => choose({ ...field, left }, notation);
    const withValue = 'a{{$counter}}';
    assert.deepEqual(chosen(held(withValue), 'hex').at(-1), { set: { hex: '61 {{$counter}}' } });
    assert.deepEqual(chosen(held({ hex: '61 {{$counter}}' }, 'hex'), 'text').at(-1), { set: withValue });
    assert.deepEqual(chosen(held({ hex: '61 62' }, 'hex'), 'text').at(-1), { set: 'ab' });
    kept.clear();
    const wrong = { ...held('a'), problem: 'Wrong.', typed: '\\q' };
    assert.deepEqual(chosen(wrong, 'hex').slice(0, 1), [{ problem: undefined }]);
    assert.deepEqual(chosen(held({ hex: '61' }, 'hex'), 'text')[0], { problem: 'Wrong.', typed: '\\q' });
  });

  it('reports a character that its encoding lacks, and is unchanged', () => {
    const [unreadable, ...more] = choose(held('✓', undefined, 'latin1'), 'hex');
    assert.ok(unreadable && 'problem' in unreadable && unreadable.problem);
    assert.deepEqual(more, []);
    assert.equal(textOf(held('✓', 'hex', 'latin1')), '');
  });
});
