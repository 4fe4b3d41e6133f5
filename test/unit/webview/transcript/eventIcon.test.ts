import assert from 'node:assert/strict';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { eventIcon } from '../../../../webview/transcript/eventIcon.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('an event’s icon', () => {
  it('shows what happened', () => {
    const icon = (event: TranscriptEvent) => eventIcon(panelRow(1, { direction: 'event', event }));
    assert.equal(icon({ code: 'listening', address: 'a' }), 'play');
    assert.equal(icon({ code: 'peerConnected', address: 'a' }), 'plug');
    assert.equal(icon({ code: 'closed' }), 'debug-stop');
  });

  it('indicates a disconnect only for what disconnects', () => {
    const icon = (event: TranscriptEvent) => eventIcon(panelRow(1, { direction: 'event', event }));
    assert.equal(icon({ code: 'peerEnded' }), 'debug-disconnect');
    assert.equal(icon({ code: 'peerClosed', by: 'us' }), 'debug-disconnect');
    assert.equal(icon({ code: 'peerReset', by: 'peer' }), 'debug-disconnect');
    assert.equal(icon({ code: 'interrupted' }), 'debug-disconnect');
    assert.equal(icon({ code: 'configChanged', fields: ['reply'] }), 'info');
    assert.equal(icon({ code: 'videoStarted', direction: 'in' }), 'info');
  });
});
