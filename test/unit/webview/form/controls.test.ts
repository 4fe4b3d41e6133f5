import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { choiceInput, numberInput, switchInput, textInput } from '../../../../webview/form/controls.ts';
import { formField, type HeldField, valuesSet } from '../../../support/formField.ts';
import { elements, fire } from '../../../support/templates.ts';

function only(template: unknown) {
  const [control] = elements(template);
  assert.ok(control);
  return control;
}

describe('a text field', () => {
  const type = (state: HeldField, value: string, options?: Parameters<typeof textInput>[2]) =>
    fire(only(textInput('field-name', state, options)), 'input', { target: { value } });
  const shown = (state: HeldField, options?: Parameters<typeof textInput>[2]) =>
    only(textInput('field-name', state, options)).attributes['.value'];

  it('sets what is typed, and undefined if empty', () => {
    const field = formField('a');
    type(field, 'b');
    type(field, '');
    assert.deepEqual(valuesSet(field), ['b', undefined]);
  });

  it('shows and parses escapes if it supports them, and otherwise keeps them literally', () => {
    const field = formField('a\r\n');
    assert.equal(shown(field, { escapes: 'utf8' }), 'a\\r\\n');
    type(field, '\\x41\\n', { escapes: 'utf8' });
    type(field, '\\n');
    assert.deepEqual(valuesSet(field), ['A\n', '\\n']);
  });

  it('keeps unreadable input with the reason, and discards that once it is readable', () => {
    const field = formField('a');
    type(field, '\\', { escapes: 'utf8' });
    assert.deepEqual(valuesSet(field), []);
    const [event] = field.events;
    assert.ok(event && 'problem' in event && event.problem);
    assert.equal(event.typed, '\\');
    type(field, '\\\\', { escapes: 'utf8' });
    assert.deepEqual(field.events.slice(1), [{ problem: undefined }, { set: '\\' }]);
    assert.equal(shown(formField('a', { typed: '\\' }), { escapes: 'utf8' }), '\\');
  });

  function focus(value: string): object {
    const field = Object.assign(new (HTMLInputElement as new () => object)(), { id: 'field-name', value });
    Object.assign(document, { activeElement: field });
    return field;
  }
  const input = (target: object) => fire(only(textInput('field-name', formField())), 'input', { target });

  afterEach(() => Object.assign(document, { activeElement: null }));

  it('keeps the user’s text, whatever it evaluates to', () => {
    const field = focus('a\\x4');
    input(field);
    for (const _ of [1, 2]) assert.equal(shown(formField('a'), { escapes: 'utf8' }), 'a\\x4');
    Object.assign(field, { id: 'field-remote' });
    assert.equal(shown(formField('a'), { escapes: 'utf8' }), 'a');
  });

  it('shows a value that was set elsewhere, even while focused', () => {
    const field = focus('a');
    assert.equal(shown(formField('b')), 'b', 'nothing was typed');
    Object.assign(field, { value: '' });
    input(field);
    assert.equal(shown(formField()), '');
    assert.equal(shown(formField('c')), 'c', 'set after something was typed');
    assert.equal(shown(formField()), '', 'and once more');
    Object.assign(field, { value: 'd' });
    input(field);
    assert.equal(shown(formField('D')), 'd');
  });

  it('is described by its help if it is a row of its own', () => {
    const { attributes } = only(textInput('field-name', formField()));
    assert.equal(attributes['aria-describedby'], 'field-name-help');
    assert.equal(only(textInput('rule-0-send', formField())).attributes['aria-describedby'], undefined);
  });
});

describe('a number field', () => {
  const type = (field: HeldField, valueAsNumber: number, badInput = false) =>
    fire(only(numberInput('field-ttl', field)), 'input', { target: { validity: { badInput }, valueAsNumber } });

  it('sets the number, including 0, and undefined if empty', () => {
    const field = formField(3);
    type(field, 0);
    type(field, Number.NaN);
    assert.deepEqual(valuesSet(field), [0, undefined]);
  });

  it('reports input that isn’t a number, keeps the value, and leaves the field alone', () => {
    const field = formField(3);
    type(field, Number.NaN, true);
    type(field, 10);
    assert.deepEqual(field.events, [{ problem: 'Enter a number.', typed: '' }, { problem: undefined }, { set: 10 }]);
    const { attributes } = only(numberInput('field-ttl', formField(3, { typed: '' })));
    assert.equal(attributes['.value'], '', 'as the page sees what is typed');
  });

  it('shows 0, and is empty without a value', () => {
    const shown = (value?: number) => only(numberInput('field-ttl', formField(value))).attributes['.value'];
    assert.deepEqual([shown(0), shown()], ['0', '']);
  });
});

describe('a switch', () => {
  const flip = (field: HeldField, checked: boolean, isOnByDefault?: boolean) =>
    fire(only(switchInput('field-on', field, isOnByDefault)), 'change', { target: { checked } });

  it('sets only non-default values', () => {
    const field = formField();
    flip(field, true);
    flip(field, false);
    flip(field, true, true);
    flip(field, false, true);
    assert.deepEqual(valuesSet(field), [true, undefined, undefined, false]);
  });

  it('shows the default if nothing is set', () => {
    const shown = (value: boolean | undefined, isOnByDefault: boolean) =>
      only(switchInput('field-on', formField(value), isOnByDefault)).attributes['.checked'];
    assert.deepEqual([shown(undefined, true), shown(undefined, false)], [true, false]);
    assert.deepEqual([shown(false, true), shown(true, false)], [false, true]);
  });
});

describe('a choice', () => {
  const options = { none: 'None', lf: 'LF' };
  const selected = (value?: string) =>
    elements(choiceInput('field-x', options, formField(value)))
      .filter(({ attributes }) => attributes['.selected'])
      .map(({ text }) => text);

  it('is the first option if nothing is set', () => {
    assert.deepEqual([selected(), selected('lf')], [['None'], ['LF']]);
  });

  it('sets the chosen option', () => {
    const field = formField();
    fire(only(choiceInput('field-x', options, field)), 'change', { target: { value: 'lf' } });
    assert.deepEqual(valuesSet(field), ['lf']);
  });
});
