import assert from 'node:assert/strict';
import type { EndpointKind } from '../../../../src/core/endpointConfig.ts';
import { messageOf } from '../../../../src/engine/endpoints/entryMessage.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { peer, recordReceived, temporaryTranscripts } from '../../../support/transcripts.ts';

describe('a resent entry', () => {
  const udp = { kind: 'udp', address: ':0' } as const;
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e');
  });

  it('is sent to its sender or recipient: a server’s peer, an address, or the only server', async () => {
    recordReceived(transcript, 'again');
    const of = (kind: EndpointKind) => messageOf(transcript, 0, { kind, address: ':0' });
    const { bytes, target } = await of('tcp-server');
    assert.deepEqual([String(Buffer.from(bytes)), target], ['again', { peer: 'p1', address: '127.0.0.1:1' }]);
    assert.deepEqual((await of('udp')).target, { address: '127.0.0.1:1' });
    assert.equal((await of('tcp-client')).target, undefined);
  });

  it('has all of its bytes, and none of earlier frames', async () => {
    const long = Buffer.alloc(200_000, 'é');
    recordReceived(transcript, long.subarray(0, 1));
    recordReceived(transcript, long.subarray(1));
    assert.deepEqual(Buffer.from((await messageOf(transcript, 1, udp)).bytes), long.subarray(1));
    recordReceived(transcript, '');
    assert.equal((await messageOf(transcript, 2, udp)).bytes.length, 0);
  });

  it('can’t be an event, with or without a peer', async () => {
    transcript.event({ code: 'closed' });
    transcript.event({ code: 'peerEnded' }, peer);
    for (const seq of [0, 1]) await assert.rejects(messageOf(transcript, seq, udp), { code: 'NO_ENTRY' });
  });

  it('must exist', async () => {
    transcript = transcripts.open('bounded', { bounds: { rows: 8, segmentBytes: 100 } });
    for (let at = 0; at < 20; at++) recordReceived(transcript, 'x');
    assert.ok(transcript.index.first > 0);
    for (const seq of [-1, transcript.index.first - 1, transcript.index.count])
      await assert.rejects(messageOf(transcript, seq, udp), { code: 'NO_ENTRY' });
    assert.equal((await messageOf(transcript, transcript.index.count - 1, udp)).bytes.length, 1);
  });
});
