import assert from 'node:assert/strict';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { UnreadableFrames } from '../../../../src/engine/video/unreadableFrames.ts';

describe('frames that aren’t pictures', () => {
  it('are reported at once, and then once a second, with their number', () => {
    let nowMs = 5000;
    const reports: TranscriptEvent[] = [];
    const frames = new UnreadableFrames(
      event => reports.push(event),
      () => nowMs,
    );
    for (let count = 0; count < 100; count++) {
      frames.count({ kind: 'empty' });
      nowMs += 25;
    }
    frames.count({ kind: 'unknown' });
    assert.deepEqual(
      reports.map(event => event.code === 'pictureUnreadable' && [event.frames, event.reason]),
      [
        [1, 'empty'],
        [40, 'empty'],
        [40, 'empty'],
      ],
    );
  });

  it('are reported with the reason', () => {
    const reasons = [
      { kind: 'array', flaw: { code: 'wrongElementType', dtype: '<f8' } },
      { kind: 'array', flaw: { code: 'wrongShape', shape: [2, 3, 4, 5] } },
      { kind: 'array', flaw: { code: 'wrongSize', shape: [2], expected: 2, actual: 1 } },
      { kind: 'pickle', pickle: { value: null, objects: [], room: 0 } },
    ] as const;
    const reports: TranscriptEvent[] = [];
    for (const payload of reasons) new UnreadableFrames(event => reports.push(event)).count(payload as never);
    assert.deepEqual(reports, [
      { code: 'pictureUnreadable', frames: 1, reason: 'wrongElementType', detail: '<f8' },
      { code: 'pictureUnreadable', frames: 1, reason: 'wrongShape', detail: '(2, 3, 4, 5)' },
      { code: 'pictureUnreadable', frames: 1, reason: 'wrongSize', detail: '(2,)' },
      { code: 'pictureUnreadable', frames: 1, reason: 'otherPickle' },
    ]);
  });
});
