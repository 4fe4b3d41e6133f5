import assert from 'node:assert/strict';
import type { EndpointFraming } from '../../../../src/core/endpointConfig.ts';
import { RecorderLayer } from '../../../../src/engine/transcript/recorderLayer.ts';
import type { FrameRecord, Transcript } from '../../../../src/engine/transcript/transcript.ts';

/** Returns whether the text of a received and of a sent frame may go on in the next one. */
function continues(framing: EndpointFraming | undefined, isStream = true): boolean[] {
  const config = { kind: 'tcp-server', address: ':0', ...(framing !== undefined && { framing }) } as const;
  const records: boolean[] = [];
  const transcript = { frame: (record: FrameRecord) => void records.push(record.continues) } as unknown as Transcript;
  const recorder = new RecorderLayer({ number: 1, id: 'p1', address: 'a', isStream }, { transcript, config });
  recorder.frame({ bytes: new Uint8Array(1) }, config);
  recorder.sending(new Uint8Array(1), 'send');
  return records;
}

describe('the recorder', () => {
  it('joins characters across the chunks of a direction without framing', () => {
    assert.deepEqual(continues(undefined), [true, true]);
    assert.deepEqual(continues('slip'), [false, false]);
    assert.deepEqual(continues({ in: 'none', out: 'slip' }), [true, false]);
    assert.deepEqual(continues({ in: 'slip', out: 'none' }), [false, true]);
    assert.deepEqual(continues(undefined, false), [false, false]);
  });
});
