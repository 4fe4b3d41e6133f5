import assert from 'node:assert/strict';
import { changedKind, heldBy, type KindDraft, type KindDrafts } from '../../../../webview/form/kindDrafts.ts';
import { formField } from '../../../support/formField.ts';

describe('a field’s state when another kind is selected', () => {
  it('is its value, or unparsable text with the reason', () => {
    const field = { ...formField('a'), problem: 'Wrong.' };
    assert.deepEqual(heldBy(field), { value: 'a' });
    assert.deepEqual(heldBy({ ...field, typed: '' }), { value: 'a', typed: '', problem: 'Wrong.' });
  });
});

describe('a field whose kind changes', () => {
  const kept = new Map<string, KindDraft>();
  const left: KindDrafts = { of: kind => kept.get(kind), keep: (kind, one) => void kept.set(kind, one) };
  beforeEach(() => kept.clear());

  it('gets the same value in another form, or the kind’s initial value', () => {
    assert.deepEqual(
      changedKind({ value: 'a' }, ['text', 'hex'], left, () => '61', '00'),
      { value: '61' },
    );
    kept.clear();
    assert.deepEqual(
      changedKind({ value: 'a' }, ['text', 'hex'], left, () => undefined, '00'),
      { value: '00' },
    );
  });

  it('gets its former state, as long as nothing was edited since', () => {
    const typed = { value: 'a', typed: '\\\\q', problem: 'Wrong.' };
    changedKind(typed, ['text', 'hex'], left, () => '61');
    assert.deepEqual(
      changedKind({ value: '61' }, ['hex', 'text'], left, () => 'a'),
      typed,
    );
  });

  it('gets what was edited since, if that can be converted', () => {
    changedKind({ value: 'a' }, ['text', 'hex'], left, () => '61');
    assert.deepEqual(
      changedKind({ value: '62' }, ['hex', 'text'], left, () => 'b'),
      { value: 'b' },
    );
    changedKind({ value: 'b' }, ['text', 'hex'], left, () => 'never');
    assert.deepEqual(
      changedKind({ value: 'ff' }, ['hex', 'text'], left, () => undefined),
      { value: 'b' },
    );
  });
});
