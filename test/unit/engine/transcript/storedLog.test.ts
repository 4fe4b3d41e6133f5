import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { heard, otherPeer, peer, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

/** Writes of less than nothing are pending: each `drained` waits for the last byte. */
const everyByte = { pendingBytes: 0 };

describe('a transcript that another worker left', () => {
  const transcripts = temporaryTranscripts();

  const write = async (fill: (transcript: Transcript) => void, bounds = {}) => {
    const transcript = transcripts.open('e', { bounds: { ...everyByte, segmentBytes: 2000, ...bounds } });
    fill(transcript);
    await transcript.drained();
    return transcript;
  };
  const recovered = async () => {
    const transcript = transcripts.open('e', { bounds: everyByte });
    await transcript.recover();
    return transcript;
  };
  const shown = async (transcript: Transcript) =>
    (await rowsOf(transcript)).map(({ seq, time, text, peer: from, origin, event, direction }) => {
      return { seq, time, text, from, origin, event, direction };
    });

  it('is as it was: rows, peers, origins, events, characters cut between frames', async () => {
    const left = await write(transcript => {
      transcript.event({ code: 'peerConnected', address: peer.address }, peer);
      for (let at = 0; at < 60; at++) heard(transcript, `frame ${at} `.repeat(10), at % 3 ? peer : otherPeer);
      heard(transcript, Uint8Array.of(0xe2, 0x9c));
      heard(transcript, Uint8Array.of(0x93));
      transcript.frame({ direction: 'out', peer, bytes: Buffer.from('hi'), origin: { rule: 1 }, continues: false });
    });
    const found = await recovered();
    assert.deepEqual(await shown(found), await shown(left));
    assert.equal(found.lastPeerNumber, 2);
    assert.ok((await readdir(join(transcripts.storage, 'e'))).length > 2, 'it had several segments');
  });

  it('goes on where it was', async () => {
    const left = await write(transcript => heard(transcript, 'before'));
    const found = await recovered();
    heard(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await recovered())).map(({ seq, text }) => [seq, text]),
      [
        [0, 'before'],
        [1, 'after'],
      ],
    );
    assert.equal(left.count, 1);
  });

  it('keeps its numbers when its oldest entries are gone', async () => {
    const left = await write(
      transcript => {
        for (let at = 0; at < 200; at++) heard(transcript, `number ${at}`);
      },
      { rows: 60 },
    );
    const found = await recovered();
    assert.equal(found.first, left.first);
    assert.deepEqual(await shown(found), await shown(left));
  });

  it('ends with its last whole record, wherever the file is cut or damaged', async () => {
    await write(transcript => {
      for (const text of ['one', 'two', 'three']) heard(transcript, text);
    });
    const file = join(transcripts.storage, 'e', '0-000000.log');
    await appendFile(file, Buffer.alloc(10, 0xff));
    assert.equal((await recovered()).count, 3);
    await appendFile(file, Buffer.alloc(100, 0xff));
    assert.equal((await recovered()).count, 3);
    const whole = await readFile(file);
    let kept = 3;
    for (let size = whole.length; size >= 0; size--) {
      await writeFile(file, whole.subarray(0, size));
      const { count } = await recovered();
      assert.ok(count <= kept);
      kept = count;
    }
    assert.equal(kept, 0);
  });

  it('keeps what is written after a first record that is damaged', async () => {
    await write(transcript => heard(transcript, 'lost'));
    const file = join(transcripts.storage, 'e', '0-000000.log');
    await writeFile(file, Buffer.alloc(100, 0xff));
    const found = await recovered();
    heard(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await recovered())).map(({ text }) => text),
      ['after'],
    );
  });

  it('gives the bytes of an unfinished character back', async () => {
    await write(transcript => heard(transcript, Uint8Array.of(0x61, 0xe2, 0x9c)));
    assert.deepEqual((await shown(await recovered()))[0]?.text, 'a\udce2\udc9c');
  });

  it('counts in the budget of the window', async () => {
    await write(transcript => {
      for (let at = 0; at < 50; at++) heard(transcript, Buffer.alloc(1000));
    });
    const budget = new LogBudget({ ...defaultLogBounds, ...everyByte, diskBytes: 20_000 });
    const found = transcripts.open('e', { budget });
    await found.recover();
    budget.enforce();
    assert.ok(found.count - found.first < 20);
  });

  it('is empty where nothing was ever written', async () => {
    const found = await recovered();
    assert.equal(found.count, 0);
    heard(found, 'first');
    assert.equal((await rowsOf(found))[0]?.seq, 0);
  });
});
