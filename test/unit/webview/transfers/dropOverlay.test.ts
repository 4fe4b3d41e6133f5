import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { dropOverlay, leftHint } from '../../../../webview/transfers/dropOverlay.ts';
import { textOf } from '../../../support/templates.ts';

describe('the overlay while files are dragged', () => {
  const to = { target: 'all', label: 'all peers (3)', hasGone: false } as const;
  const blocked = { ...to, obstacle: 'No client connected.' };

  it('shows the target, and how to send large files faster', () => {
    assert.match(textOf(dropOverlay(to)), /^Drop to send to all peers \(3\) Large files are faster/);
  });

  it('shows why they can’t be dropped, and nothing else', () => {
    assert.equal(textOf(dropOverlay(blocked)), 'No client connected.');
  });

  it('explains how to drop them after VS Code had them, if possible', () => {
    assert.match(textOf(leftHint(to)), /^Hold Shift to drop here/);
    assert.equal(textOf(leftHint(blocked)), '');
  });
});
