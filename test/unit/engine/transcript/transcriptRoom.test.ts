import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { TranscriptRoom } from '../../../../src/engine/transcript/transcriptRoom.ts';

describe('the room in a transcript', () => {
  const diskFull = new SocketError('DISK_FULL', { reason: 'ENOSPC', detail: 'no space' });

  it('records once that sending is paused, and again after there was room', async () => {
    const events: TranscriptEvent[] = [];
    const drained = Promise.withResolvers<void>();
    const budget = {
      saturated: true,
      refusal: diskFull,
      drained: () => drained.promise,
      roomChanged: () => drained.promise,
    };
    const room = new TranscriptRoom(budget, event => void events.push(event));
    room.sendingPaused(diskFull);
    room.sendingPaused(diskFull);
    assert.deepEqual(events, [{ code: 'sendingPaused', failure: diskFull.failure }]);
    drained.resolve();
    await drained.promise;
    room.sendingPaused(diskFull);
    assert.equal(events.length, 2);
  });
});
