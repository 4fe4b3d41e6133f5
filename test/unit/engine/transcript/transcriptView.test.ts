import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mock } from 'node:test';
import { entryKinds } from '../../../../src/core/transcriptEntry.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import { seenAt } from '../../../support/seenAt.ts';
import { hastenSlowPattern, slowBytes, slowPattern } from '../../../support/slowPattern.ts';
import {
  otherPeer,
  peer,
  recordReceived,
  rowsOf,
  scanned,
  temporaryTranscripts,
} from '../../../support/transcripts.ts';

const slowSearch = { regex: slowPattern, matchCase: true };
/** Too long to be searched at once, and searched in a moment. */
const longText = `${'-'.repeat(1024 * 1024)}x`;

describe('a view', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e');
  });

  afterEach(() => mock.restoreAll());

  /** Each reading of the clock ends the slice. */
  const hastenClock = () => {
    let nowMs = 0;
    mock.method(performance, 'now', () => {
      nowMs += 10;
      return nowMs;
    });
  };
  const seqs = async (filter: Parameters<typeof rowsOf>[1]) => (await rowsOf(transcript, filter)).map(({ seq }) => seq);

  it('filters by kind and size', async () => {
    recordReceived(transcript, 'a');
    transcript.frame({ direction: 'out', peer, bytes: Buffer.from('bb'), continues: false });
    transcript.frame({ direction: 'out', peer, bytes: Buffer.from('ccc'), origin: 'echo', continues: false });
    transcript.event({ code: 'closed' });
    transcript.event({ code: 'echoLoop' }, peer);
    for (const [seq, kind] of entryKinds.entries()) assert.deepEqual(await seqs({ kinds: [kind] }), [seq]);
    assert.deepEqual(await seqs({ minBytes: 2 }), [1, 2]);
    assert.deepEqual(await seqs({ maxBytes: 2 }), [0, 1]);
    assert.deepEqual(await seqs({ minBytes: 2, maxBytes: 2, kinds: ['in', 'out'] }), [1]);
  });

  it('finds text, and shows all rows or only the matches', async () => {
    for (const text of ['one', 'Two', 'three', 'two words']) recordReceived(transcript, text);
    transcript.event({ code: 'listening', address: 'two' });
    const all = await scanned(transcript, { search: { text: 'two' } });
    assert.equal(all.view.state.matches, 2);
    assert.deepEqual(
      all.rows.map(({ marks }) => marks),
      [[], [[0, 3]], [], [[0, 3]], undefined],
    );
    assert.deepEqual(await seqs({ search: { text: 'two' }, onlyMatches: true }), [1, 3]);
    assert.deepEqual(await seqs({ search: { text: 'two', matchCase: true }, onlyMatches: true }), [3]);
    assert.deepEqual(await seqs({ search: { text: 'o' }, onlyMatches: true, peers: ['p2'] }), []);
  });

  it('returns the first bytes of frames with its rows on request, and the matches in them', async () => {
    recordReceived(transcript, Uint8Array.of(0xc3, 0xa9, 0x61, 0x62));
    transcript.event({ code: 'closed' });
    const view = new TranscriptView(transcript, { search: { hex: 'a9 61' } });
    const plain = (await view.rows(0, 2)).rows;
    assert.deepEqual([plain[0]?.bytes, plain[0]?.byteMarks, plain[0]?.marks], [undefined, undefined, [[0, 2]]]);
    const [frame, event] = (await view.rows(0, 2, 2)).rows;
    assert.deepEqual([...(frame?.bytes ?? [])], [0xc3, 0xa9]);
    assert.equal(frame?.bytes?.buffer.byteLength, 2, 'no larger buffer is passed along');
    assert.deepEqual(frame?.byteMarks, [[1, 3]], 'the bytes, not the characters that contain them');
    assert.equal(event?.bytes, undefined);
  });

  it('finds matches in later rows', async () => {
    recordReceived(transcript, 'x');
    const { view, progress } = await scanned(transcript, { search: { hex: '78' }, onlyMatches: true });
    assert.equal(view.state.end, 1);
    recordReceived(transcript, 'another x');
    await seenAt(progress, 'more', () => view.state.end === 2);
    assert.deepEqual(view.locate({ match: 1 }), { position: 1, seq: 1, match: 1 });
  });

  it('finds a character split between two frames in the later one', async () => {
    const bytes = Buffer.from('é');
    recordReceived(transcript, bytes.subarray(0, 1));
    recordReceived(transcript, bytes.subarray(1));
    assert.deepEqual(await seqs({ search: { text: 'É' }, onlyMatches: true }), [1]);
  });

  it('of one peer includes the endpoint’s own entries, but scans only them before the peer’s first', async () => {
    transcript.event({ code: 'listening', address: 'here' });
    for (let at = 0; at < 500; at++) recordReceived(transcript, 'no', otherPeer);
    transcript.event({ code: 'framingChanged', framing: 'none' });
    for (let at = 0; at < 500; at++) recordReceived(transcript, 'no', otherPeer);
    for (const from of [peer, otherPeer, peer]) recordReceived(transcript, 'yes', from);
    transcript.event({ code: 'closed' });
    const look = mock.method(transcript.index, 'peerNumber');
    const wanted = [0, 501, 1002, 1004, 1005];
    assert.deepEqual(await seqs({ peers: ['p1'] }), wanted);
    assert.equal(look.mock.callCount(), 6);
    assert.deepEqual(await seqs({ peers: ['p1'], kinds: ['in'] }), [1002, 1004]);
    assert.deepEqual(await seqs({ peers: ['p9'] }), [0, 501, 1005]);
    await transcript.close();
    const again = transcripts.open('e');
    await again.recover();
    const lookAgain = mock.method(again.index, 'peerNumber');
    assert.deepEqual(
      (await rowsOf(again, { peers: ['p1'] })).map(({ seq }) => seq),
      wanted,
    );
    assert.equal(lookAgain.mock.callCount(), 6);
  });

  it('of a future peer has its entries, including those from before a clear that is undone', async () => {
    recordReceived(transcript, 'no', otherPeer);
    const { view, progress } = await scanned(transcript, { peers: ['p1'] });
    assert.deepEqual([view.state.end, view.state.scanned], [0, 1]);
    recordReceived(transcript, 'yes');
    await seenAt(progress, 'more', () => view.state.end === 1);
    await transcript.clear(true);
    transcript.event({ code: 'closed' });
    recordReceived(transcript, 'yes');
    assert.deepEqual(await seqs({ peers: ['p1'] }), [2, 3]);
    await transcript.undoClear();
    assert.deepEqual(await seqs({ peers: ['p1'] }), [1, 2, 3]);
    assert.equal(view.state.end, 3);
  });

  it('rejects an invalid search', () => {
    assert.throws(() => new TranscriptView(transcript, { search: { text: '' } }), RangeError);
    assert.throws(() => new TranscriptView(transcript, { search: { regex: '(' } }), /isn’t a valid regular expression/);
    assert.throws(() => new TranscriptView(transcript, { search: { hex: 'zz' } }), /not a hex byte/);
  });

  it('locates entries, times and matches', async () => {
    for (let at = 0; at < 10; at++)
      recordReceived(transcript, at % 3 === 0 ? 'find me' : 'no', at % 2 ? otherPeer : peer);
    const { view, rows } = await scanned(transcript, { peers: ['p1'], search: { text: 'find' } });
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      [0, 2, 4, 6, 8],
    );
    assert.deepEqual(view.locate({ seq: 4 }), { position: 2, seq: 4 });
    assert.deepEqual(view.locate({ seq: 5 }), { position: 3, seq: 6 });
    assert.equal(view.locate({ seq: 9 }), undefined);
    assert.deepEqual(view.locate({ time: rows[2]?.time ?? 0 }), { position: 2, seq: 4 });
    assert.deepEqual(view.locate({ time: 0 }), { position: 0, seq: 0 });
    assert.equal(view.locate({ time: Date.now() + 1e6 }), undefined);
    assert.deepEqual(view.locate({ match: 1 }), { position: 3, seq: 6, match: 1 });
    assert.deepEqual(view.locate({ matchFrom: 1 }), { position: 3, seq: 6, match: 1 });
    assert.equal(view.locate({ matchFrom: 7 }), undefined);
  });

  it('scans many entries in slices, yielding in between', async () => {
    for (let at = 0; at < 1000; at++) recordReceived(transcript, `entry ${at}`);
    hastenClock();
    let turns = 0;
    let isScanning = true;
    const takeTurn = () => {
      turns++;
      if (isScanning) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);
    const { view } = await scanned(transcript, { search: { regex: '9{2}$' } });
    isScanning = false;
    assert.equal(view.state.matches, 10);
    assert.ok(turns > 2, `others had ${turns} turns`);
  });

  it('stops scanning when it is closed', async () => {
    for (let at = 0; at < 1000; at++) recordReceived(transcript, `entry ${at}`);
    hastenClock();
    const { promise: progressed, resolve } = Promise.withResolvers<void>();
    const view = new TranscriptView(transcript, { search: { regex: 'never' } }, resolve);
    view.state;
    await progressed;
    view.close();
    await new Promise(setImmediate);
    const { scanned: at, total } = view.state;
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    assert.ok(at < total);
  });

  it('survives a pattern that takes other engines forever', async () => {
    recordReceived(transcript, Buffer.alloc(1024 * 1024, 'a'));
    recordReceived(transcript, `${'a'.repeat(100_000)}b`);
    assert.deepEqual(await seqs({ search: { regex: '(a+)+$' }, onlyMatches: true }), [0]);
  });
});

describe('a search in long messages', () => {
  hastenSlowPattern();
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e');
  });

  it('finds matches in order, and counts what takes too long as not found', async () => {
    for (const bytes of ['no', 'cd', slowBytes, 'abd']) recordReceived(transcript, bytes);
    const { view, rows } = await scanned(transcript, { search: slowSearch });
    assert.deepEqual(view.state, { first: 0, end: 4, matches: 2, scanned: 4, total: 4, slow: 1 });
    assert.deepEqual([view.locate({ match: 0 })?.seq, view.locate({ match: 1 })?.seq], [1, 3]);
    assert.deepEqual(rows[3]?.marks, [[0, 3]]);
    await transcript.clear();
    assert.equal(view.state.slow, undefined);
  });

  it('finds the same as in short ones, with each kind of search', async () => {
    for (const bytes of ['x', longText, 'é', `${longText}é`]) recordReceived(transcript, bytes);
    for (const search of [{ regex: 'x' }, { text: 'x', wholeWord: true }, { hex: '.. 78' }]) {
      const { view } = await scanned(transcript, { search, onlyMatches: true });
      assert.equal(view.state.matches, 'hex' in search ? 2 : 'text' in search ? 2 : 3, JSON.stringify(search));
    }
    assert.equal((await rowsOf(transcript, { search: { text: 'É' }, onlyMatches: true })).length, 2);
  });

  it('ends with its view', async () => {
    recordReceived(transcript, slowBytes);
    recordReceived(transcript, longText);
    const progress = new EventEmitter();
    const view = new TranscriptView(transcript, { search: slowSearch }, () => void progress.emit('more'));
    assert.equal(view.state.scanned, 0);
    view.close();
    const other = await scanned(transcript, { search: { regex: '-x' }, onlyMatches: true });
    assert.deepEqual([other.view.state.matches, view.state.scanned], [1, 0]);
    assert.equal(await transcript.rows.entries(0, 10).then(entries => entries.length), 2);
  });

  it('starts over if the transcript is cleared meanwhile', async () => {
    recordReceived(transcript, longText);
    const progress = new EventEmitter();
    const view = new TranscriptView(transcript, { search: { regex: 'x' } }, () => void progress.emit('more'));
    assert.equal(view.state.scanned, 0);
    await transcript.clear();
    await seenAt(progress, 'more', () => view.state.scanned === view.state.total);
    assert.equal(view.state.matches, 0);
  });
});
