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

  it('sets what is typed, and nothing where it is empty', () => {
    const field = formField('a');
    type(field, 'b');
    type(field, '');
    assert.deepEqual(valuesSet(field), ['b', undefined]);
  });

  it('shows and reads escapes where it has them, and takes them as they are elsewhere', () => {
    const field = formField('a\r\n');
    assert.equal(shown(field, { escapes: 'utf8' }), 'a\\r\\n');
    type(field, '\\x41\\n', { escapes: 'utf8' });
    type(field, '\\n');
    assert.deepEqual(valuesSet(field), ['A\n', '\\n']);
  });

  it('keeps what can’t be read, with the reason, and forgets that once it can', () => {
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

  it('keeps what somebody types in it, whatever it comes to', () => {
    const field = Object.assign(new (HTMLInputElement as new () => object)(), { id: 'field-name', value: 'a\\x4' });
    Object.assign(document, { activeElement: field });
    assert.equal(shown(formField('a'), { escapes: 'utf8' }), 'a\\x4');
    Object.assign(field, { id: 'field-remote' });
    assert.equal(shown(formField('a'), { escapes: 'utf8' }), 'a');
    Object.assign(document, { activeElement: null });
  });

  it('is described by its help, if it is a row of its own', () => {
    const { attributes } = only(textInput('field-name', formField()));
    assert.equal(attributes['aria-describedby'], 'field-name-help');
    assert.equal(only(textInput('framing-hex', formField())).attributes['aria-describedby'], undefined);
  });
});

describe('a number field', () => {
  const type = (field: HeldField, value: string, valueAsNumber: number) =>
    fire(only(numberInput('field-ttl', field)), 'input', { target: { value, valueAsNumber } });

  it('sets the number, 0 included, and nothing where there is none', () => {
    const field = formField(3);
    type(field, '0', 0);
    type(field, '', Number.NaN);
    type(field, '-', Number.NaN);
    assert.deepEqual(valuesSet(field), [0, undefined, undefined]);
  });

  it('shows 0, and is empty without a value', () => {
    const shown = (value?: number) => only(numberInput('field-ttl', formField(value))).attributes['.value'];
    assert.deepEqual([shown(0), shown()], ['0', '']);
  });
});

describe('a switch', () => {
  const flip = (field: HeldField, checked: boolean, isOnByDefault?: boolean) =>
    fire(only(switchInput('field-on', field, isOnByDefault)), 'change', { target: { checked } });

  it('sets only what is not the default', () => {
    const field = formField();
    flip(field, true);
    flip(field, false);
    flip(field, true, true);
    flip(field, false, true);
    assert.deepEqual(valuesSet(field), [true, undefined, undefined, false]);
  });

  it('shows the default where nothing is set', () => {
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

  it('is the first option where nothing is set', () => {
    assert.deepEqual([selected(), selected('lf')], [['None'], ['LF']]);
  });

  it('sets what is chosen', () => {
    const field = formField();
    fire(only(choiceInput('field-x', options, field)), 'change', { target: { value: 'lf' } });
    assert.deepEqual(valuesSet(field), ['lf']);
  });
});
