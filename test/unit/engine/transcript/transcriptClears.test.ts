import assert from 'node:assert/strict';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import { Segment } from '../../../../src/engine/transcript/segment.ts';
import { StorageState } from '../../../../src/engine/transcript/storageState.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import { seenBelow } from '../../../support/seenAt.ts';
import { recordReceived, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

describe('a transcript that was cleared and may be restored', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e');
  });

  afterEach(() => mock.restoreAll());

  const receive = (bytes: string) => recordReceived(transcript, bytes);
  const texts = async () => (await rowsOf(transcript)).map(row => row.text);

  it('gets its rows back before later ones, also in views', async () => {
    receive('a');
    receive('b');
    const view = new TranscriptView(transcript, { peers: ['p1'] });
    const { generation } = transcript.index;
    await transcript.clear(true);
    assert.deepEqual([await texts(), view.state.end, transcript.undoableClears.length], [[], 0, 1]);
    receive('c');
    await assert.rejects(transcript.rows.entryBytes(0, 0, 1), RangeError);
    await transcript.undoClear();
    assert.deepEqual(await texts(), ['a', 'b', 'c']);
    assert.deepEqual(
      (await view.rows(0, 9)).rows.map(({ text }) => text),
      ['a', 'b', 'c'],
    );
    assert.equal(transcript.index.generation, generation + 2);
    assert.deepEqual([transcript.undoableClears.length, transcript.index.dropped], [0, 0]);
  });

  it('restores one clear at a time, and no more', async () => {
    receive('a');
    await transcript.clear(true);
    receive('b');
    await transcript.clear(true);
    receive('c');
    await transcript.undoClear();
    assert.deepEqual(await texts(), ['b', 'c']);
    await transcript.undoClear();
    assert.deepEqual(await texts(), ['a', 'b', 'c']);
    await assert.rejects(transcript.undoClear(), RangeError);
  });

  it('has nothing to undo if it was empty', async () => {
    await transcript.clear(true);
    receive('a');
    await transcript.clear(true);
    await transcript.clear(true);
    assert.equal(transcript.undoableClears.length, 1);
  });

  it('keeps cleared rows until they are dropped, the oldest first, and then deletes their files', async () => {
    const files = async () => (await readdir(join(transcripts.storage, 'e'))).length;
    receive('a');
    await transcript.clear(true);
    receive('b');
    await transcript.clear(true);
    await seenBelow(transcripts.storage, async () => (await files().catch(() => 0)) === 3);
    await transcript.forgetClear(transcript.undoableClears[0] ?? 0);
    assert.equal(await files(), 2);
    await transcript.undoClear();
    assert.deepEqual(await texts(), ['b']);
    await transcript.forgetClear(transcript.undoableClears[0] ?? 0);
    assert.deepEqual(await texts(), ['b']);
  });

  it('drops all of it with a final clear', async () => {
    receive('a');
    await transcript.clear(true);
    receive('b');
    await transcript.clear();
    assert.equal(transcript.undoableClears.length, 0);
    await transcript.close();
    const files = await readdir(join(transcripts.storage, 'e'));
    assert.deepEqual([files.length, files[0]?.endsWith('-000002.log')], [1, true]);
    const next = transcripts.open('e');
    await next.recover();
    assert.deepEqual([await rowsOf(next), next.undoableClears, next.index.dropped], [[], [], 0]);
  });

  it('drops all of it even if a file can’t be deleted, also for the next engine', async () => {
    const clearTwice = async () => {
      for (const text of ['a', 'b']) {
        receive(text);
        await transcript.clear(true);
      }
      receive('c');
    };
    mock.method(Segment.prototype, 'remove', async () => {
      throw Object.assign(new Error('not permitted'), { code: 'EACCES' });
    });
    await clearTwice();
    await assert.rejects(transcript.clear(), { code: 'EACCES' });
    assert.deepEqual([transcript.undoableClears.length, await texts()], [0, []]);
    await clearTwice();
    await transcript.close();
    const next = transcripts.open('e');
    await next.recover();
    const words = async () => (await rowsOf(next)).map(({ text }) => text);
    assert.deepEqual([await words(), next.undoableClears.length], [['c'], 2]);
    for (const clear of next.undoableClears) if (clear > 0) await next.undoClear();
    assert.deepEqual(await words(), ['a', 'b', 'c'], 'without those from before the final one');
  });

  it('reads what an undo restored from disk, also in a later engine', async () => {
    const small = transcripts.open('small', { bounds: { memoryBytes: 0, pendingBytes: 0, segmentBytes: 1000 } });
    for (let at = 0; at < 20; at++) recordReceived(small, `${at}`.padEnd(200));
    await small.drained();
    await small.clear(true);
    recordReceived(small, 'new');
    await small.undoClear();
    await small.drained();
    const words = async (one: Transcript) => (await rowsOf(one)).map(({ text }) => text.trim());
    const all = [...Array.from({ length: 20 }, (_, at) => `${at}`), '', 'new'].filter(Boolean);
    assert.deepEqual((await words(small)).filter(Boolean), all);
    const next = transcripts.open('small');
    await next.recover();
    assert.deepEqual((await words(next)).filter(Boolean), all);
  });

  it('restores what was cleared while the disk can’t be written, and writes it all once it can', async () => {
    const { setTimeout: begin } = globalThis;
    // Retries at once.
    mock.method(globalThis, 'setTimeout', (run: () => void, ms: number) => begin(run, ms === 1000 ? 1 : ms));
    const failed = Promise.withResolvers<void>();
    const storage = new StorageState(({ failure }) => failure && failed.resolve());
    const budget = new LogBudget({ ...defaultLogBounds, memoryBytes: 0, pendingBytes: 0 }, storage);
    const full = transcripts.open('full', { budget });
    const clearedMs = 2 * Math.floor(Date.now() / 2);
    mock.method(Date, 'now', () => clearedMs);
    recordReceived(full, 'on disk');
    await full.drained();
    // Folders in the way: the file after the clear can't be written, nor get its new name.
    const blocked = [clearedMs, 0].map(generation => join(transcripts.storage, 'full', `${generation}-000001.log`));
    for (const path of blocked) await mkdir(join(path, 'in the way'), { recursive: true });
    await full.clear(true);
    recordReceived(full, 'waits');
    await failed.promise;
    await full.undoClear();
    const words = async (one: Transcript) => (await rowsOf(one)).map(({ text }) => text);
    assert.deepEqual(await words(full), ['on disk', 'waits']);
    for (const path of blocked) await rm(path, { recursive: true });
    await full.drained();
    await full.close();
    const next = transcripts.open('full');
    await next.recover();
    assert.deepEqual(await words(next), ['on disk', 'waits']);
  });

  it('is empty in the next engine if this one dies, and the next can undo the clear', async () => {
    receive('old');
    await transcript.clear(true);
    const names = async () => readdir(join(transcripts.storage, 'e')).catch(() => []);
    await seenBelow(transcripts.storage, async () => (await names()).length === 2);
    const next = transcripts.open('e');
    await next.recover();
    assert.deepEqual([await rowsOf(next), next.index.first, next.index.dropped], [[], 1, 0]);
    assert.deepEqual(next.undoableClears, transcript.undoableClears);
    await next.undoClear();
    assert.deepEqual(
      (await rowsOf(next)).map(({ text }) => text),
      ['old'],
    );
  });
});
