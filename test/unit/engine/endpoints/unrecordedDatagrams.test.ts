import assert from 'node:assert/strict';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { UnrecordedDatagrams } from '../../../../src/engine/endpoints/unrecordedDatagrams.ts';

describe('datagrams that can’t be recorded', () => {
  let room: PromiseWithResolvers<void>;
  let saturated: boolean;
  let events: TranscriptEvent[];
  let datagrams: UnrecordedDatagrams;

  beforeEach(() => {
    room = Promise.withResolvers();
    saturated = true;
    events = [];
    const transcript = {
      get saturated() {
        return saturated;
      },
      drained: () => room.promise,
      event: (event: TranscriptEvent) => void events.push(event),
    };
    datagrams = new UnrecordedDatagrams(transcript, { failed: assert.fail });
  });

  it('are dropped while the transcript has no room, and reported together when it has', async () => {
    assert.deepEqual([datagrams.drops(), datagrams.drops()], [true, true]);
    assert.deepEqual(events, []);
    saturated = false;
    room.resolve();
    await room.promise;
    await Promise.resolve();
    assert.deepEqual(events, [{ code: 'datagramsDropped', datagrams: 2 }]);
    assert.equal(datagrams.drops(), false);
  });

  it('are reported when the socket closes, and only once', () => {
    datagrams.drops();
    datagrams.report();
    datagrams.report();
    assert.deepEqual(events, [{ code: 'datagramsDropped', datagrams: 1 }]);
  });
});
