import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { problemList } from '../../../../webview/form/problemList.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('the list of problems', () => {
  const name = { message: 'too long', place: { label: 'Name', id: 'field-name' } };

  it('isn’t there without problems', () => {
    assert.equal(
      problemList([], () => undefined),
      nothing,
    );
  });

  it('counts them, and says of each which field is wrong, and why', () => {
    const shown = (...problems: Parameters<typeof problemList>[0]) => textOf(problemList(problems, () => undefined));
    assert.equal(shown(name), 'Fix 1 problem to apply changes. Name: too long');
    assert.match(shown(name, { message: 'newer' }), /^Fix 2 problems to apply changes\. Name: too long *newer$/);
  });

  it('goes to the field', () => {
    const went: string[] = [];
    press(
      problemList([name], id => went.push(id)),
      'Name',
    );
    assert.deepEqual(went, ['field-name']);
  });

  it('shows as many as can be read', () => {
    const list = (count: number) => elements(problemList(Array(count).fill(name), () => undefined));
    const items = (count: number) => list(count).filter(({ tag }) => tag === 'li');
    assert.equal(items(20).length, 20);
    assert.equal(items(1000).length, 21);
    assert.equal(items(1000).at(-1)?.text, '980 more…');
  });
});
