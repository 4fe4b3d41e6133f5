import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { problemList } from '../../../../webview/form/problemList.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('the list of problems', () => {
  const name = { path: 'name', message: 'too long', place: { label: 'Name', id: 'field-name' } };

  it('isn’t there without problems', () => {
    assert.equal(
      problemList([], 'apply', () => undefined),
      nothing,
    );
  });

  it('counts them, and names each field that is wrong, which says why itself', () => {
    const shown = (keptFrom: 'apply' | 'save', ...problems: Parameters<typeof problemList>[0]) =>
      textOf(problemList(problems, keptFrom, () => undefined));
    const newer = { path: 'version', message: 'newer' };
    assert.equal(shown('apply', name), 'Fix 1 problem to apply changes. Name');
    assert.match(shown('apply', name, newer), /^Fix 2 problems to apply changes\. Name *newer$/);
    assert.equal(shown('save', name), 'Fix 1 problem to save changes. Name');
    assert.match(shown('save', name, newer), /^Fix 2 problems to save changes\./);
  });

  it('goes to the field', () => {
    const went: string[] = [];
    press(
      problemList([name], 'apply', id => went.push(id)),
      'Name',
    );
    assert.deepEqual(went, ['field-name']);
  });

  it('shows as many as can be read', () => {
    const list = (count: number) => elements(problemList(Array(count).fill(name), 'apply', () => undefined));
    const items = (count: number) => list(count).filter(({ tag }) => tag === 'li');
    assert.equal(items(20).length, 20);
    assert.equal(items(1000).length, 21);
    assert.equal(items(1000).at(-1)?.text, '980 more…');
  });
});
