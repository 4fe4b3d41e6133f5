import assert from 'node:assert/strict';
import { defaultMaxFrameBytes, type Frame } from '../../../../src/core/framing/framing.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import type { EndpointContext } from '../../../../src/engine/endpoints/endpointContext.ts';
import { recordFlaw } from '../../../../src/engine/transcript/frameFlaw.ts';
import { peer } from '../../../support/transcripts.ts';

const recorded = (frame: Partial<Frame>, maxFrameBytes?: number) => {
  const events: TranscriptEvent[] = [];
  const transcript = { event: (event: TranscriptEvent) => events.push(event) };
  const config = { kind: 'tcp-server', address: ':0', ...(maxFrameBytes !== undefined && { maxFrameBytes }) };
  recordFlaw({ bytes: new Uint8Array(3), ...frame } as Frame, peer, {
    config,
    transcript,
  } as unknown as EndpointContext);
  return events;
};

describe('what was wrong with a frame', () => {
  it('is nothing if nothing was', () => assert.deepEqual(recorded({}), []));

  it('is reported with how much there was of it', () => {
    assert.deepEqual(recorded({ flaw: 'unterminated' }), [{ code: 'unterminatedFrame', bytes: 3 }]);
    assert.deepEqual(recorded({ flaw: 'malformed' }), [{ code: 'malformedFrame', bytes: 3 }]);
    assert.deepEqual(recorded({ flaw: 'cut' }), [{ code: 'frameCut' }]);
  });

  it('is reported with the limit that it exceeded, the usual one where none is set', () => {
    assert.deepEqual(recorded({ flaw: 'tooLong' }, 10), [{ code: 'frameTooLong', maxFrameBytes: 10 }]);
    assert.deepEqual(recorded({ flaw: 'tooLong' }), [{ code: 'frameTooLong', maxFrameBytes: defaultMaxFrameBytes }]);
  });

  it('is reported with a length that no number holds', () => {
    const announced = 2n ** 64n - 1n;
    assert.deepEqual(recorded({ flaw: 'brokenLength', announced }, 10), [
      { code: 'brokenLengthPrefix', length: '18446744073709551615', maxFrameBytes: 10 },
    ]);
  });
});
