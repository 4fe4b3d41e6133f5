import assert from 'node:assert/strict';
import { eventSeverity } from '../../../src/core/eventSeverity.ts';
import type { TranscriptEvent } from '../../../src/core/transcriptEntry.ts';

const failure = { code: 'EPIPE', params: {} } as const;

describe('the severity of an event', () => {
  it('is an error if bytes or a connection were lost', () => {
    const lost: TranscriptEvent[] = [
      { code: 'peerReset', by: 'peer' },
      { code: 'peerFailed', failure },
      { code: 'failed', failure },
      { code: 'sendFailed', failure },
      { code: 'peerRefused', address: 'x', maxPeers: 1 },
      { code: 'unterminatedFrame', bytes: 1 },
      { code: 'frameTooLong', maxFrameBytes: 1 },
      { code: 'notRecorded', bytes: 1 },
      { code: 'frameCut' },
      { code: 'brokenEnvelope', at: 0, expected: 'digit' },
      { code: 'noise', bytes: 1 },
      { code: 'datagramsLost', datagrams: 1 },
      { code: 'echoLoop' },
      { code: 'rowsUnreadable', rows: 1 },
      { code: 'growingAnswers', bytes: 1, rules: [] },
    ];
    for (const event of lost) assert.equal(eventSeverity(event), 'error', event.code);
  });

  it('isn’t an error if the outcome was intended', () => {
    const intended: TranscriptEvent[] = [
      { code: 'peerReset', by: 'us' },
      { code: 'peerClosed', by: 'peer' },
      { code: 'peerEnded' },
      { code: 'reconnecting', attempt: 1, delayMs: 1, failure },
      { code: 'transferCancelled', direction: 'in', name: 'x', bytes: 1 },
      { code: 'interrupted' },
      { code: 'closed' },
    ];
    for (const event of intended) assert.equal(eventSeverity(event), 'info', event.code);
  });
});
