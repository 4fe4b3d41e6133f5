import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { continuesGroup } from '../../../../webview/transcript/messageGroups.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('a message', () => {
  const isGrouped = (given: Partial<PanelRow>) => continuesGroup(panelRow(2, given), panelRow(1));

  it('continues the previous one’s group if it has the same peer and direction', () => {
    assert.ok(isGrouped({}));
    assert.ok(!isGrouped({ direction: 'out' }));
    assert.ok(!isGrouped({ peer: { id: 'p2', address: '127.0.0.1:5001' } }));
    assert.ok(!continuesGroup(panelRow(2), undefined), 'the first, or one whose predecessor isn’t loaded');
  });

  it('starts a group after a minute, and if the clock was set back', () => {
    assert.ok(isGrouped({ time: 1000 + 59_999 }));
    assert.ok(!isGrouped({ time: 1000 + 60_000 }));
    assert.ok(!isGrouped({ time: 999 }));
  });

  it('starts a group after an event, which has none', () => {
    const event = panelRow(1, { direction: 'event' });
    assert.ok(!continuesGroup(panelRow(2), event));
    assert.ok(!continuesGroup(event, event));
  });
});
