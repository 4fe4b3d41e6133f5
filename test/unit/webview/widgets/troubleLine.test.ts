import assert from 'node:assert/strict';
import { troubleLine } from '../../../../webview/widgets/troubleLine.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('the line about an action', () => {
  const line = (isNote: boolean, close = () => undefined) => troubleLine({ text: 'No.', isNote }, close);
  const looks = (isNote: boolean) => {
    const [first, icon] = elements(line(isNote));
    return [`${first?.attributes.class}`.trim(), first?.attributes.role, icon?.attributes.class];
  };

  it('is an error, or only information if nothing failed', () => {
    assert.deepEqual(looks(false), ['trouble-line', 'alert', 'codicon codicon-error']);
    assert.deepEqual(looks(true), ['trouble-line info', 'status', 'codicon codicon-info']);
    assert.equal(textOf(line(true)), 'No.');
    assert.equal(textOf(troubleLine(undefined, () => undefined)), '');
  });

  it('can be closed', () => {
    let closed = 0;
    press(
      line(false, () => void closed++),
      'Close',
    );
    assert.equal(closed, 1);
  });
});
