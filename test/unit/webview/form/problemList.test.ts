import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { problemList } from '../../../../webview/form/problemList.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('the problem list', () => {
  const name = { path: 'name', message: 'too long', place: { label: 'Name', id: 'field-name' } };

  it('is absent without problems', () => {
    assert.equal(
      problemList([], 'apply', () => undefined),
      nothing,
    );
  });

  it('counts them, and names each invalid field, which has its own message', () => {
    const shown = (keptFrom: 'apply' | 'save', ...problems: Parameters<typeof problemList>[0]) =>
      textOf(problemList(problems, keptFrom, () => undefined));
    const newer = { path: 'version', message: 'newer' };
    assert.equal(shown('apply', name), 'Fix 1 problem to apply changes. Name');
    assert.match(shown('apply', name, newer), /^Fix 2 problems to apply changes\. Name *newer$/);
    assert.equal(shown('save', name), 'Fix 1 problem to save changes. Name');
    assert.match(shown('save', name, newer), /^Fix 2 problems to save changes\./);
  });

  it('moves to the field', () => {
    const visited: string[] = [];
    press(
      problemList([name], 'apply', id => visited.push(id)),
      'Name',
    );
    assert.deepEqual(visited, ['field-name']);
  });

  it('shows a readable number of problems', () => {
    const list = (count: number) => elements(problemList(Array(count).fill(name), 'apply', () => undefined));
    const items = (count: number) => list(count).filter(({ tag }) => tag === 'li');
    assert.equal(items(20).length, 20);
    assert.equal(items(1000).length, 21);
    assert.equal(items(1000).at(-1)?.text, '980 more…');
  });
});
