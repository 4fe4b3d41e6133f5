import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ViewFilter } from '../../../../src/core/transcriptEntry.ts';
import { EntryIndex } from '../../../../src/engine/transcript/entryIndex.ts';
import { writeExport } from '../../../../src/engine/transcript/exports/writeExport.ts';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import { lastNumber, maxStoredNumber } from '../../../../src/engine/transcript/possibleRecord.ts';
import { StorageState } from '../../../../src/engine/transcript/storageState.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import { seenBelow } from '../../../support/seenAt.ts';
import { otherPeer, peer, recordReceived, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

describe('a transcript', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;
  let appended: number;

  beforeEach(() => {
    appended = 0;
    transcript = transcripts.open('e', { onChange: () => void appended++ });
  });

  afterEach(() => mock.restoreAll());

  const receive = (bytes: string | Uint8Array, from = peer) => recordReceived(transcript, bytes, from);
  const rows = (filter: ViewFilter = {}) => rowsOf(transcript, filter);
  const texts = async (filter: ViewFilter = {}) => (await rows(filter)).map(row => row.text);

  it('returns rows in order, with their metadata', async () => {
    receive('hi');
    transcript.frame({ direction: 'out', peer, bytes: Buffer.from('ho'), origin: { rule: 2 }, continues: true });
    transcript.event({ code: 'closed' });
    const [first, second, third] = await rows();
    assert.equal(first?.text, 'hi');
    assert.deepEqual(first?.peer, { id: 'p1', address: '127.0.0.1:1' });
    assert.ok(Math.abs((first?.time ?? 0) - Date.now()) < 60_000);
    assert.deepEqual(second?.origin, { rule: 2 });
    assert.deepEqual(third?.event, { code: 'closed' });
    assert.equal(third?.peer, undefined);
    assert.equal(appended, 3);
  });

  it('gives rows the right time after the machine slept, and never an earlier one than the previous row', async () => {
    const sleepMs = 8 * 60 * 60 * 1000;
    receive('before');
    const now = Date.now();
    mock.method(Date, 'now', () => now + sleepMs);
    const wokenMs = performance.now() + 1;
    mock.method(performance, 'now', () => wokenMs);
    receive('after');
    mock.restoreAll();
    receive('later');
    const times = (await rows()).map(({ time }) => time - now);
    assert.deepEqual(
      times.map(time => time > sleepMs / 2),
      [false, true, true],
    );
    assert.ok(Math.abs((times[1] ?? 0) - sleepMs) < 60_000);
    assert.ok((times[2] ?? 0) >= (times[1] ?? 0));
  });

  it('shows a character split between reads once, in the later row, at every split', async () => {
    const bytes = Buffer.from('a👋b');
    for (let cut = 1; cut < bytes.length; cut++) {
      await transcript.clear();
      receive(bytes.subarray(0, cut));
      receive('other', otherPeer);
      receive(bytes.subarray(cut));
      const receivedRows = await rows({ peers: ['p1'], kinds: ['in'] });
      assert.equal(receivedRows.map(row => row.text).join(''), 'a👋b', `cut at ${cut}`);
      assert.deepEqual(
        receivedRows.map(row => row.length),
        [cut, bytes.length - cut],
      );
    }
  });

  for (const encoding of ['utf8', 'utf16le', 'utf16be'] as const) {
    it(`shows the same text however reads split it: ${encoding}`, async () => {
      const text = 'a👋bé€👩‍🚀 zz';
      const utf16 = Buffer.from(text, 'utf16le');
      const bytes = { utf8: Buffer.from(text), utf16le: utf16, utf16be: Buffer.from(utf16).swap16() }[encoding];
      for (let step = 1; step < bytes.length; step++) {
        await transcript.clear();
        transcript.encoding = encoding;
        for (let at = 0; at < bytes.length; at += step) receive(bytes.subarray(at, at + step));
        assert.equal((await texts({ kinds: ['in'] })).join(''), text, `${step} bytes at a time`);
      }
    });
  }

  it('carries a character across one-byte reads', async () => {
    for (const byte of Buffer.from('é👋')) receive(Uint8Array.of(byte));
    assert.deepEqual(await texts(), ['', 'é', '', '', '', '👋']);
  });

  it('shows the bytes of an unfinished character in their own row, even after the stream has ended', async () => {
    receive(Uint8Array.of(0x61, 0xe2, 0x9c));
    assert.deepEqual(await texts(), ['a\udce2\udc9c']);
    transcript.endText('in', peer);
    receive(Uint8Array.of(0x93));
    assert.deepEqual(await texts(), ['a\udce2\udc9c', '\udc93']);
  });

  it('cuts previews between characters and returns the rest as bytes', async () => {
    const frame = Buffer.concat([Buffer.alloc(4095, 'a'), Buffer.from('é'), Buffer.alloc(10, 'z')]);
    receive(frame);
    const [row] = await rows();
    assert.equal(row?.text, 'a'.repeat(4095));
    assert.equal(row?.more, frame.length - 4096);
    assert.deepEqual(Buffer.from(await transcript.rows.entryBytes(0, 4095, 100)), frame.subarray(4095));
    assert.equal((await transcript.rows.entryBytes(0, 10_000, 5)).length, 0);
    await assert.rejects(transcript.rows.entryBytes(1, 0, 1), RangeError);
  });

  it('cuts previews before an emoji or an accented letter that continues after them', async () => {
    for (const [end, whole] of [
      ['👩', '\u200d💻'],
      ['e', '\u0301'],
      ['👋', '🏽'],
    ] as const) {
      const begin = 'a'.repeat(4096 - Buffer.byteLength(end));
      receive(Buffer.from(`${begin}${end}${whole} and more`));
      assert.equal((await rows()).at(-1)?.text, begin, `${end}${whole}`);
      receive(Buffer.from(`${begin}${end} and more`));
      assert.equal((await rows()).at(-1)?.text, `${begin}${end}`);
    }
  });

  it('filters by peer and direction as rows arrive', async () => {
    const view = new TranscriptView(transcript, { peers: ['p2'] });
    receive('one');
    receive('two', otherPeer);
    assert.equal(view.state.end, 1);
    transcript.event({ code: 'closed' });
    receive('three', otherPeer);
    assert.deepEqual(
      (await view.rows(0, 10)).rows.map(({ seq }) => seq),
      [1, 2, 3],
    );
    assert.deepEqual(await texts({ kinds: ['event'] }), ['']);
  });

  it('counts entries from the end', async () => {
    for (const text of ['a', 'b', 'c']) receive(text);
    const seqs = async (from: number, count: number) =>
      (await transcript.rows.entries(from, count)).map(({ seq }) => seq);
    assert.deepEqual(await seqs(-2, 10), [1, 2]);
    assert.deepEqual(await seqs(-99, 1), [0]);
    assert.deepEqual(await seqs(3, 10), []);
  });

  it('starts over when it is cleared, even in open views', async () => {
    receive('old');
    const view = new TranscriptView(transcript, { peers: ['p1'] });
    assert.equal(view.state.end, 1);
    await transcript.clear();
    assert.deepEqual(await rows(), []);
    receive('new');
    assert.deepEqual(
      (await view.rows(0, 9)).rows.map(({ text }) => text),
      ['new'],
    );
    assert.deepEqual([transcript.index.first, transcript.index.dropped, transcript.undoableClears.length], [1, 0, 0]);
    await assert.rejects(transcript.undoClear(), RangeError);
  });

  it('writes itself to disk and deletes itself', async () => {
    receive('on disk');
    const file = join(transcripts.storage, 'e', '0-000000.log');
    const content = async () => readFile(file, 'latin1').catch(() => '');
    await seenBelow(transcripts.storage, async () => (await content()).includes('on disk'));
    await transcript.remove();
    assert.deepEqual(await readdir(transcripts.storage), []);
  });

  it('reads from disk what has left memory', async () => {
    const small = transcripts.open('small', { bounds: { memoryBytes: 0, pendingBytes: 1 } });
    const frames = [65, 66].map(byte => Buffer.alloc(5 * 1024 * 1024, byte));
    for (const bytes of frames) small.frame({ direction: 'in', peer, bytes, continues: false });
    await small.drained();
    for (const [seq, bytes] of frames.entries()) {
      assert.ok(bytes.equals(await small.rows.entryBytes(seq, 0, bytes.length)));
    }
  });

  it('shows what the disk has lost meanwhile as lost, and continues with the rest', async () => {
    const small = transcripts.open('small', { bounds: { memoryBytes: 0, pendingBytes: 0, segmentBytes: 200 } });
    recordReceived(small, 'first'.padEnd(100));
    small.event({ code: 'echoLoop' });
    recordReceived(small, 'third'.padEnd(100));
    recordReceived(small, 'last'.padEnd(100));
    await small.drained();
    const files = ['0-000000.log', '0-000001.log'].map(name => join(transcripts.storage, 'small', name));
    await truncate(files[0] ?? '', 150);
    const event = await readFile(files[1] ?? '', 'latin1');
    await writeFile(files[1] ?? '', event.replace('echoLoop', 'ech"Loop'), 'latin1');
    const lost = { code: 'rowsUnreadable', rows: 1 };
    const seen = (found: readonly { direction: string; event?: unknown }[]) =>
      found.map(({ direction, event: shown }) => shown ?? direction);
    const expected = [lost, lost, 'in', 'in'];
    assert.deepEqual(seen(await rowsOf(small)), expected);
    assert.deepEqual(seen(await small.rows.entries(0, 10)), expected);
    assert.deepEqual(
      (await rowsOf(small, { search: { text: 'r' }, onlyMatches: true })).map(({ seq }) => seq),
      [2],
    );
    const path = join(transcripts.storage, 'export');
    const watch = { signal: new AbortController().signal, onProgress: () => undefined };
    const endpoint = { kind: 'tcp-server', address: ':0' } as const;
    await writeExport(small, { format: 'text', path, filter: {}, endpoint }, watch);
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    assert.deepEqual(
      lines.map(line => /1 row could not be read|third|last/.exec(line)?.[0]),
      [...['1 row could not be read', '1 row could not be read', 'third', 'last']],
    );
    await rm(files[1] ?? '');
    await assert.rejects(small.rows.entryBytes(0, 0, 100), /the log ends inside an entry/);
  });

  it('reports once that it cannot be written, and asks its writers to wait', async () => {
    const { setTimeout: begin } = globalThis;
    // Retries at once.
    mock.method(globalThis, 'setTimeout', (run: () => void, ms: number) => begin(run, ms === 1000 ? 1 : ms));
    const blocked = join(transcripts.storage, 'a file, no directory');
    await writeFile(blocked, '');
    const { promise: failed, resolve } = Promise.withResolvers<void>();
    const announced: (string | undefined)[] = [];
    const storage = new StorageState(({ failure }) => {
      announced.push(failure?.code);
      resolve();
    });
    const budget = new LogBudget({ ...defaultLogBounds, pendingBytes: 1000 }, storage);
    const stuck = transcripts.open('a file, no directory', { budget });
    stuck.frame({ direction: 'in', peer, bytes: Buffer.alloc(2000), continues: false });
    await failed;
    assert.deepEqual(announced, ['EEXIST']);
    assert.ok(stuck.saturated);
    await rm(blocked);
    await stuck.drained();
    assert.deepEqual(announced, ['EEXIST', undefined]);
    assert.equal(stuck.index.count, 1, 'the conversation has no row of it');
    assert.ok(!stuck.saturated);
  });

  it('reads many entries and rows in slices, yielding in between', async () => {
    for (let at = 0; at < 1000; at++) receive(`entry ${at}`);
    const view = new TranscriptView(transcript, {});
    // The clock advances with each reading.
    let nowMs = 0;
    mock.method(performance, 'now', () => nowMs++);
    for (const read of [() => transcript.rows.entries(0, 1000), async () => (await view.rows(0, 1000)).rows]) {
      let turns = 0;
      let isReading = true;
      const takeTurn = () => {
        turns++;
        if (isReading) setImmediate(takeTurn);
      };
      setImmediate(takeTurn);
      assert.equal((await read()).length, 1000);
      isReading = false;
      assert.ok(turns > 10, `others had ${turns} turns`);
    }
  });

  it('has no event that is too long to be read again', async () => {
    const detail = 'x'.repeat(70_000);
    transcript.event({ code: 'failed', failure: { code: 'INTERNAL_ERROR', params: { detail } } });
    const [row] = await rows();
    assert.equal(row?.event?.code, 'failed');
  });

  describe('with hardly any numbers left', () => {
    let failures: string[];
    const open = (name: string) =>
      transcripts.open(name, { owner: { failed: ({ code }) => void failures.push(code) } });

    beforeEach(() => {
      failures = [];
    });

    it('closes its endpoint once, still records how it ends, and is the same when read again', async () => {
      const full = open('full');
      await full.recover(maxStoredNumber - 2);
      recordReceived(full, 'a');
      await Promise.resolve();
      assert.deepEqual([full.full, failures], [undefined, []]);
      recordReceived(full, 'b');
      assert.deepEqual(failures, [], 'not while the row is being recorded');
      full.event({ code: 'closed' });
      await nextTurn();
      assert.deepEqual(
        [full.full?.code, failures, full.index.count],
        ['TRANSCRIPT_FULL', ['TRANSCRIPT_FULL'], maxStoredNumber + 1],
      );
      await full.close();
      const next = transcripts.open('full');
      await next.recover();
      assert.deepEqual(
        (await rowsOf(next)).slice(1).map(({ seq, text, event }) => [seq, text, event?.code]),
        [
          [maxStoredNumber - 2, 'a', undefined],
          [maxStoredNumber - 1, 'b', undefined],
          [maxStoredNumber, '', 'closed'],
        ],
      );
    });

    it('also closes its endpoint because of a peer', async () => {
      const full = open('peers');
      recordReceived(full, 'a', { ...peer, number: maxStoredNumber - 1 });
      await nextTurn();
      assert.deepEqual(failures, []);
      recordReceived(full, 'b', { ...peer, number: maxStoredNumber });
      await nextTurn();
      assert.deepEqual(failures, ['TRANSCRIPT_FULL']);
    });

    it('records nothing under a number that the files don’t have', () => {
      const full = open('beyond');
      recordReceived(full, 'a', { ...peer, number: lastNumber });
      recordReceived(full, 'b', { ...peer, number: lastNumber + 1 });
      assert.equal(full.index.count, 1);
      const append = mock.method(EntryIndex.prototype, 'append');
      let count = lastNumber;
      // Once: of two mocks of one getter, only the last is restored.
      mock.getter(EntryIndex.prototype, 'count', () => count);
      recordReceived(full, 'c');
      assert.equal(append.mock.callCount(), 1);
      count++;
      recordReceived(full, 'd');
      assert.equal(append.mock.callCount(), 1);
    });
  });
});
