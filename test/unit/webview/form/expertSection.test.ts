import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { expertSection, needsSight } from '../../../../webview/form/expertSection.ts';
import { expertFields } from '../../../../webview/form/limitFields.ts';
import { formField } from '../../../support/formField.ts';
import { elements, fire } from '../../../support/templates.ts';

describe('the advanced fields', () => {
  const [backlog] = expertFields({ kind: 'tcp-server', address: ':0' }).filter(({ path }) => path[0] === 'backlog');
  assert.ok(backlog);
  const field = backlog;

  it('must be shown if one is set or wrong', () => {
    assert.equal(needsSight([{ field, state: formField() }]), false);
    assert.equal(needsSight([{ field, state: formField(0) }]), true);
    assert.equal(
      needsSight([
        { field, state: formField() },
        { field, state: formField(undefined, { problem: 'no' }) },
      ]),
      true,
    );
  });

  it('are collapsed until then', () => {
    const toggled: boolean[] = [];
    const details = (isOpen: boolean) =>
      elements(expertSection([{ field, state: formField() }], isOpen, now => toggled.push(now))).find(
        ({ tag }) => tag === 'details',
      );
    assert.equal(details(false)?.attributes['?open'], false);
    assert.equal(details(true)?.attributes['?open'], true);
    assert.match(details(true)?.text ?? '', /^Advanced Backlog/);
    const folded = details(false);
    assert.ok(folded);
    fire(folded, 'toggle', { target: { open: true } });
    assert.deepEqual(toggled, [true]);
  });
});
