import assert from 'node:assert/strict';
import { recordedBytes, recordedPeer } from '../../../../src/engine/transcript/recordedBytes.ts';
import { recut } from '../../../../src/engine/transcript/recut.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { otherPeer, peer, recordReceived, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

describe('what was recorded of a peer', () => {
  const transcripts = temporaryTranscripts();
  const { signal } = new AbortController();
  let from: Transcript;
  let into: Transcript;

  beforeEach(() => {
    from = transcripts.open('from');
    into = transcripts.open('into');
  });

  const shown = async (transcript: Transcript) =>
    (await rowsOf(transcript)).map(row => [row.direction, row.direction === 'event' ? row.event?.code : row.text]);

  it('is read across entries, with the ends of reads', async () => {
    recordReceived(from, '3:on');
    recordReceived(from, 'other', otherPeer);
    recordReceived(from, 'e,2:');
    const { bytes, readEnds } = await recordedBytes(from, peer, 'none', signal);
    assert.equal(Buffer.from(bytes).toString(), '3:one,2:');
    assert.deepEqual(readEnds, [4, 8]);
    assert.equal(recordedPeer(from, undefined)?.id, 'p1');
    assert.equal(recordedPeer(from, 'p2')?.id, 'p2');
    assert.equal(recordedPeer(into, undefined), undefined);
  });

  it('counts from the last change of the framing, and must not have lost its envelopes', async () => {
    recordReceived(from, 'line');
    from.event({ code: 'framingChanged', framing: 'none' });
    recordReceived(from, 'raw');
    assert.equal(Buffer.from((await recordedBytes(from, peer, 'none', signal)).bytes).toString(), 'raw');
    await assert.rejects(recordedBytes(from, peer, 'u32be', signal), /already cut: u32 BE/);
    await recordedBytes(from, peer, { fixed: 3 }, signal);
  });

  it('is cut again: received bytes by the framing, everything else as it was, with its times', async () => {
    from.event({ code: 'peerConnected', address: peer.address }, peer);
    recordReceived(from, '3:one,3:t');
    from.frame({ direction: 'out', peer, bytes: Buffer.from('ok'), continues: true });
    recordReceived(from, 'hidden', otherPeer);
    recordReceived(from, 'wo,5:thr');
    await recut({ from, peer, framing: 'netstring', into }, signal);
    assert.deepEqual(await shown(into), [
      ['event', 'peerConnected'],
      ['in', 'one'],
      ['out', 'ok'],
      ['in', 'two'],
      ['in', '5:thr'],
    ]);
    const before = await rowsOf(from);
    const after = await rowsOf(into);
    assert.deepEqual(
      after.map(({ time }) => time),
      [0, 1, 2, 4, 4].map(row => before[row]?.time),
    );
    assert.equal((await rowsOf(from)).length, 5, 'the record stays');
  });

  it('ends even while more is received', async () => {
    for (let index = 0; index < 200; index++) recordReceived(from, '1:a,');
    const cutting = recut({ from, peer, framing: 'netstring', into }, signal);
    recordReceived(from, '1:b,');
    await cutting;
    assert.equal(into.index.count, 200);
  });

  it('isn’t read any further once that is cancelled', async () => {
    recordReceived(from, '1:a,');
    const aborted = AbortSignal.abort();
    await assert.rejects(recordedBytes(from, peer, 'none', aborted), { code: 'CANCELLED' });
    await assert.rejects(recut({ from, peer, framing: 'netstring', into }, aborted), { code: 'CANCELLED' });
  });
});
