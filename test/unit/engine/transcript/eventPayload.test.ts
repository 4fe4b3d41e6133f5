import assert from 'node:assert/strict';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { eventPayload } from '../../../../src/engine/transcript/eventPayload.ts';
import { storedEvent } from '../../../../src/engine/transcript/storedEvent.ts';

describe('a logged event', () => {
  const failed = (detail: string): TranscriptEvent => ({
    code: 'failed',
    failure: { code: 'INTERNAL_ERROR', params: { detail } },
  });

  it('round-trips', () => {
    for (const event of [failed('é'.repeat(1000)), { code: 'closed' } as const])
      assert.deepEqual(storedEvent(eventPayload(event)), event);
  });

  it('round-trips with truncated texts if it is too long', () => {
    for (const text of ['x'.repeat(70_000), '\u0001'.repeat(20_000), '\ud83d'.repeat(20_000)])
      assert.deepEqual(storedEvent(eventPayload(failed(text))), failed(`${text.slice(0, 500)}…`));
  });
});
