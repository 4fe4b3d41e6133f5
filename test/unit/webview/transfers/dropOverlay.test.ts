import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { dropOverlay, leftHint } from '../../../../webview/transfers/dropOverlay.ts';
import { textOf } from '../../../support/templates.ts';

describe('what lies over the page while files are dragged', () => {
  const to = { target: 'all', label: 'all peers (3)', hasGone: false } as const;
  const blocked = { ...to, obstacle: 'No client connected.' };

  it('says where they go, and how big ones go faster', () => {
    assert.match(textOf(dropOverlay(to)), /^Drop to send to all peers \(3\) Large files are faster/);
  });

  it('says why they can’t be dropped, and nothing else', () => {
    assert.equal(textOf(dropOverlay(blocked)), 'No client connected.');
  });

  it('says how to drop them once VS Code has had them, if they can be', () => {
    assert.match(textOf(leftHint(to)), /^Hold Shift to drop here/);
    assert.equal(textOf(leftHint(blocked)), '');
  });
});
