import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { fieldRow } from '../../../../webview/form/fieldRow.ts';
import type { FieldControl } from '../../../../webview/form/fields.ts';
import { formField } from '../../../support/formField.ts';
import { elements, textOf } from '../../../support/templates.ts';

describe('a form row', () => {
  const row = (control: FieldControl, problem?: string) =>
    fieldRow(
      { path: ['options', 'ttl'], label: 'Time to live', help: 'Hops.', control },
      formField(undefined, { problem }),
    );
  const controls: FieldControl[] = [
    { type: 'text' },
    { type: 'number', unit: 'ms' },
    { type: 'switch' },
    { type: 'choice', options: { a: 'A' } },
    { type: 'payload', notationName: 'Text or hex' },
  ];

  it('links its label and its help to its control', () => {
    for (const control of controls) {
      const all = elements(row(control));
      const label = all.find(({ tag }) => tag === 'label');
      assert.equal(label?.attributes.for, 'field-options-ttl', control.type);
      const field = all.find(({ attributes }) => attributes.id === 'field-options-ttl');
      const help = all.find(({ attributes }) => attributes.id === field?.attributes['aria-describedby']);
      assert.equal(help?.text, 'Hops.', control.type);
    }
  });

  it('shows its problem', () => {
    const wrong = elements(row({ type: 'number' }, 'Too large.'));
    assert.equal(wrong.find(({ attributes }) => attributes.role === 'alert')?.text, 'Too large.');
    assert.equal(wrong.find(({ tag }) => tag === 'input')?.attributes['aria-invalid'], 'true');
    const input = wrong.find(({ tag }) => tag === 'input');
    assert.equal(input?.attributes['aria-describedby'], 'field-options-ttl-problem field-options-ttl-help');
    assert.ok(wrong.some(({ attributes }) => attributes.id === 'field-options-ttl-problem'));
    assert.ok(!elements(row({ type: 'number' })).some(({ attributes }) => attributes.role === 'alert'));
  });

  it('shows the unit of a number', () => {
    assert.equal(textOf(row({ type: 'number', unit: 'ms' })), 'Time to live ms Hops.');
  });

  it('shows when a change applies, unless at once', () => {
    for (const type of ['text', 'switch'] as const) {
      const help = (effect?: string) =>
        textOf(
          fieldRow({ path: ['a'], label: '', help: 'Help.', control: { type } }, formField(undefined, { effect })),
        );
      assert.equal(help(), 'Help.');
      assert.equal(help('Requires a restart.'), 'Help. Requires a restart.');
    }
  });
});
