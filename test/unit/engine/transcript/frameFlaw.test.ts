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

describe('a frame’s flaw', () => {
  it('isn’t recorded if there is none', () => assert.deepEqual(recorded({}), []));

  it('is recorded with the number of bytes', () => {
    assert.deepEqual(recorded({ flaw: 'unterminated' }), [{ code: 'unterminatedFrame', bytes: 3 }]);
    assert.deepEqual(recorded({ flaw: 'malformed' }), [{ code: 'malformedFrame', bytes: 3 }]);
    assert.deepEqual(recorded({ flaw: 'cut' }), [{ code: 'frameCut' }]);
  });

  it('is recorded with the place of a broken envelope, or as noise', () => {
    const broken = { at: 5, expected: 'trailer', resumes: true } as const;
    assert.deepEqual(recorded({ flaw: 'brokenEnvelope', broken }), [{ code: 'brokenEnvelope', ...broken }]);
    assert.deepEqual(recorded({ flaw: 'noise' }), [{ code: 'noise', bytes: 3 }]);
  });

  it('is recorded with the limit that it exceeded, or the default one', () => {
    assert.deepEqual(recorded({ flaw: 'tooLong' }, 10), [{ code: 'frameTooLong', maxFrameBytes: 10 }]);
    assert.deepEqual(recorded({ flaw: 'tooLong' }), [{ code: 'frameTooLong', maxFrameBytes: defaultMaxFrameBytes }]);
  });

  it('is recorded with a length too large for a number', () => {
    const announced = 2n ** 64n - 1n;
    assert.deepEqual(recorded({ flaw: 'brokenLength', announced }, 10), [
      { code: 'brokenLengthPrefix', length: '18446744073709551615', maxFrameBytes: 10 },
    ]);
  });

  it('is recorded with the byte at which its envelope is broken', () => {
    const broken = { at: 2, expected: 'greaterLength', least: 4 } as const;
    assert.deepEqual(recorded({ flaw: 'brokenEnvelope', broken }), [{ code: 'brokenEnvelope', ...broken }]);
  });
});
