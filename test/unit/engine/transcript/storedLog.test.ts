import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { everyByte, storedLogs } from '../../../support/storedLogs.ts';
import { otherPeer, peer, recordReceived, rowsOf } from '../../../support/transcripts.ts';

describe('a transcript left by another worker', () => {
  const logs = storedLogs();
  const shown = async (transcript: Transcript) =>
    (await rowsOf(transcript)).map(({ seq, time, text, peer: from, origin, event, direction }) => {
      return { seq, time, text, from, origin, event, direction };
    });

  it('is unchanged: rows, peers, origins, events, characters split between frames', async () => {
    const left = await logs.write(transcript => {
      transcript.event({ code: 'peerConnected', address: peer.address }, peer);
      for (let at = 0; at < 60; at++) recordReceived(transcript, `frame ${at} `.repeat(10), at % 3 ? peer : otherPeer);
      recordReceived(transcript, Uint8Array.of(0xe2, 0x9c));
      recordReceived(transcript, Uint8Array.of(0x93));
      transcript.frame({ direction: 'out', peer, bytes: Buffer.from('hi'), origin: { rule: 1 }, continues: false });
    });
    const found = await logs.recovered();
    assert.deepEqual(await shown(found), await shown(left));
    assert.equal(found.index.lastPeerNumber, 2);
    assert.ok((await readdir(logs.directory)).length > 2, 'it had several segments');
  });

  it('continues where it ended', async () => {
    const left = await logs.write(transcript => recordReceived(transcript, 'before'));
    const found = await logs.recovered();
    recordReceived(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await logs.recovered())).map(({ seq, text }) => [seq, text]),
      [
        [0, 'before'],
        [1, 'after'],
      ],
    );
    assert.equal(left.index.count, 1);
  });

  it('keeps its numbers when its oldest entries are gone', async () => {
    const left = await logs.write(
      transcript => {
        for (let at = 0; at < 200; at++) recordReceived(transcript, `number ${at}`);
      },
      { rows: 60 },
    );
    const found = await logs.recovered();
    assert.equal(found.index.first, left.index.first);
    assert.deepEqual(await shown(found), await shown(left));
  });

  it('returns the bytes of an unfinished character', async () => {
    await logs.write(transcript => recordReceived(transcript, Uint8Array.of(0x61, 0xe2, 0x9c)));
    assert.deepEqual((await shown(await logs.recovered()))[0]?.text, 'a\udce2\udc9c');
  });

  it('counts toward the window’s budget', async () => {
    await logs.write(transcript => {
      for (let at = 0; at < 50; at++) recordReceived(transcript, Buffer.alloc(1000));
    });
    const budget = new LogBudget({ ...defaultLogBounds, ...everyByte, diskBytes: 20_000 });
    const found = logs.transcripts.open('e', { budget });
    await found.recover();
    budget.enforce();
    assert.ok(found.index.count - found.index.first < 20);
  });

  it('reports each time that it is missing, if its number of rows is known', async () => {
    const found = logs.transcripts.open('e', { bounds: everyByte });
    await found.recover(5);
    recordReceived(found, 'goes on');
    await found.drained();
    const again = await logs.recovered();
    for (const transcript of [found, again])
      assert.deepEqual(
        (await rowsOf(transcript)).map(({ seq, text, event }) => [seq, event ?? text]),
        [
          [0, { code: 'rowsUnreadable', rows: 5 }],
          [5, 'goes on'],
        ],
      );
  });

  it('doesn’t continue from an impossible number', async () => {
    for (const entries of [-1, 0.5, 2 ** 32, Number.NaN, '7' as unknown as number]) {
      const found = logs.transcripts.open('e', { bounds: everyByte });
      await found.recover(entries);
      assert.equal(found.index.count, 0);
    }
  });

  it('is empty if nothing was ever written', async () => {
    const found = await logs.recovered();
    assert.equal(found.index.count, 0);
    recordReceived(found, 'first');
    assert.equal((await rowsOf(found))[0]?.seq, 0);
  });
});
