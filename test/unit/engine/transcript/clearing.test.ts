import assert from 'node:assert/strict';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import fc from 'fast-check';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { EntryIndex } from '../../../../src/engine/transcript/entryIndex.ts';
import { Segment } from '../../../../src/engine/transcript/segment.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { recordReceived, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

/** One row per segment. */
const bounds = { segmentBytes: 320 };
const rowBytes = 150;

describe('a clear that the next engine can undo', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e', { bounds });
  });
  afterEach(() => mock.restoreAll());

  const receive = (...texts: string[]) => {
    for (const text of texts) recordReceived(transcript, text.padEnd(rowBytes));
  };
  const clear = async (...texts: string[]) => {
    receive(...texts);
    await transcript.clear(true);
  };
  /** The number of each row with its contents: its text, or how many rows can't be read. */
  const shown = async (one: Transcript) =>
    (await rowsOf(one)).map(({ seq, text, event }) => {
      const lost = event?.code === 'rowsUnreadable' && event.rows;
      return `${seq} ${lost === undefined || lost === false ? text.trim() : `unreadable: ${lost}`}`;
    });
  const directory = () => join(transcripts.storage, 'e');
  const files = async () => (await readdir(directory())).sort((one, other) => numberOf(one) - numberOf(other));
  const numberOf = (name: string) => Number(/-(\d+)\.log$/.exec(name)?.[1]);
  const pathOf = async (number: number) =>
    join(directory(), (await files())[number] ?? assert.fail(`no file ${number}`));
  const recovered = async (options: Parameters<typeof transcripts.open>[1] = { bounds }) => {
    const next = transcripts.open('e', options);
    await next.recover();
    return next;
  };
  const reloaded = async () => {
    await transcript.close();
    return recovered();
  };

  it('is undone one at a time, restoring rows before later ones, which keep their numbers', async () => {
    await clear('a', 'b');
    await clear('c');
    receive('d');
    const { undoableClears } = transcript;
    const next = await reloaded();
    assert.deepEqual([await shown(next), next.undoableClears, next.index.dropped], [['3 d'], undoableClears, 0]);
    recordReceived(next, 'e');
    await next.undoClear();
    assert.deepEqual(await shown(next), ['2 c', '3 d', '4 e']);
    await next.undoClear();
    assert.deepEqual(await shown(next), ['0 a', '1 b', '2 c', '3 d', '4 e']);
    await assert.rejects(next.undoClear(), RangeError);
    await next.close();
    const last = await recovered();
    assert.deepEqual([await shown(last), last.undoableClears], [await shown(next), []]);
  });

  it('can be undone however often the window is reloaded, even if it was cleared again meanwhile', async () => {
    await clear('a');
    const [first] = transcript.undoableClears;
    transcript = await reloaded();
    receive('b');
    transcript = await reloaded();
    await clear();
    const [, second] = transcript.undoableClears;
    const next = await reloaded();
    assert.deepEqual([await shown(next), next.undoableClears], [[], [first, second]]);
    await next.undoClear();
    assert.deepEqual([await shown(next), next.undoableClears], [['1 b'], [first]]);
    await next.close();
    const last = await recovered();
    await last.undoClear();
    assert.deepEqual(await shown(last), ['0 a', '1 b']);
  });

  it('is the same whether the window is reloaded or not, whatever is done', async () => {
    const steps = {
      receive: async (one: Transcript) => recordReceived(one, 'row'.padEnd(rowBytes)),
      clear: (one: Transcript) => one.clear(true),
      clearForGood: (one: Transcript) => one.clear(),
      undo: (one: Transcript) => (one.undoableClears.length > 0 ? one.undoClear() : undefined),
      forget: (one: Transcript) => one.forgetClear(one.undoableClears[0] ?? 0),
    };
    const names = Object.keys(steps) as (keyof typeof steps)[];
    const anySteps = fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()), { maxLength: 15 });
    const stateOf = async (one: Transcript) => {
      const { count, first, dropped } = one.index;
      return { count, first, dropped, clears: one.undoableClears, rows: await shown(one) };
    };
    let runs = 0;
    const areSame = async (done: [keyof typeof steps, isReloaded: boolean][]) => {
      const name = `run ${++runs}`;
      let now = Date.now();
      mock.method(Date, 'now', () => now);
      const stays = transcripts.open(`${name} stays`, { bounds });
      let one = transcripts.open(name, { bounds });
      for (const [step, isReloaded] of done) {
        now += 1000;
        for (const each of [stays, one]) await steps[step](each);
        if (!isReloaded) continue;
        await one.close();
        one = transcripts.open(name, { bounds });
        // The endpoint's record has the number of entries.
        await one.recover(stays.index.count);
        assert.deepEqual(await stateOf(one), await stateOf(stays));
      }
      mock.restoreAll();
    };
    await fc.assert(fc.asyncProperty(anySteps, areSame), { numRuns: 12 });
  });

  it('has a unique time, even if others have the same or the clock was set back', async () => {
    let now = Date.now();
    mock.method(Date, 'now', () => now);
    for (const laterMs of [0, 0, 1, 0, -5000]) {
      now += laterMs;
      await clear('a');
    }
    const { undoableClears } = transcript;
    assert.deepEqual(
      [new Set(undoableClears).size, undoableClears.toSorted((one, other) => one - other)],
      [5, undoableClears],
    );
    // The next one isn't mistaken for one that was undone.
    await transcript.undoClear();
    await clear('b');
    assert.ok((transcript.undoableClears.at(-1) ?? 0) > (undoableClears.at(-1) ?? 0));
  });

  it('hides its rows even while they are being read', async () => {
    await clear('a', 'b');
    receive('c');
    await transcript.close();
    const next = transcripts.open('e');
    const { append } = EntryIndex.prototype;
    const visible: number[] = [];
    mock.method(EntryIndex.prototype, 'append', function (this: EntryIndex, ...given: Parameters<typeof append>) {
      const seq = append.apply(this, given);
      visible.push(next.index.count - next.index.first, next.index.dropped);
      return seq;
    });
    const { generation } = next.index;
    await next.recover();
    assert.deepEqual(visible, [0, 0, 0, 0, 0, 0]);
    assert.deepEqual([await shown(next), next.index.generation > generation], [['2 c'], true]);
  });

  it('expires with its files', async () => {
    await clear('a');
    receive('b');
    const [sinceMs = 0] = transcript.undoableClears;
    await transcript.close();
    mock.method(Date, 'now', () => sinceMs + undoableMs);
    assert.equal((await recovered()).undoableClears.length, 1);
    mock.restoreAll();
    mock.method(Date, 'now', () => sinceMs + undoableMs + 1);
    const next = await recovered();
    assert.deepEqual([await shown(next), next.undoableClears, (await files()).length], [['1 b'], [], 1]);
  });

  it('is identified by its time when dropped, so that no later one is', async () => {
    await clear('a');
    mock.method(Date, 'now', () => (transcript.undoableClears[0] ?? 0) + 1000);
    await clear('b');
    const [first = 0, second = 0] = transcript.undoableClears;
    await transcript.forgetClear(first);
    await transcript.forgetClear(first);
    assert.deepEqual(transcript.undoableClears, [second]);
    await transcript.forgetClear(second);
    assert.deepEqual(transcript.undoableClears, []);
  });

  it('never happened if the engine died before it was on disk', async () => {
    receive('a');
    await transcript.flush();
    await transcript.clear(true);
    const next = await recovered();
    assert.deepEqual([await shown(next), next.undoableClears], [['0 a'], []]);
  });

  it('waits for the rows of the earlier engine, as does its undo', async () => {
    receive('a', 'b');
    await transcript.close();
    const next = transcripts.open('e', { bounds });
    const recovering = next.recover();
    await next.clear(true);
    assert.deepEqual([await shown(next), next.index.first], [[], 2]);
    await recovering;
    await next.close();
    const last = transcripts.open('e', { bounds });
    void last.recover();
    await last.undoClear();
    assert.deepEqual(await shown(last), ['0 a', '1 b']);
  });

  it('continues to be undone if the engine died during the undo', async () => {
    await clear('a', 'b');
    receive('c', 'd');
    await transcript.close();
    // The newest file is renamed first.
    await rename(await pathOf(3), (await pathOf(0)).replace(/-\d+\.log$/, '-000003.log'));
    const next = await recovered();
    assert.deepEqual(await shown(next), ['2 c', '3 d']);
    await next.undoClear();
    assert.deepEqual(await shown(next), ['0 a', '1 b', '2 c', '3 d']);
  });

  it('keeps its time when a later one is undone, also in the next window', async () => {
    let now = Date.now();
    mock.method(Date, 'now', () => now);
    await clear('a');
    const [first] = transcript.undoableClears;
    for (const laterMs of [1000, 1000]) {
      now += laterMs;
      await clear('b', 'c');
    }
    receive('d');
    await transcript.undoClear();
    await transcript.undoClear();
    receive('e');
    const rows = await shown(transcript);
    const next = await reloaded();
    assert.deepEqual([next.undoableClears, await shown(next)], [[first], rows]);
    await next.undoClear();
    await next.close();
    const last = await recovered();
    assert.deepEqual([last.undoableClears, (await shown(last)).length], [[], 7]);
  });

  it('keeps its time when it follows an undo that is still renaming files', async () => {
    await clear('a');
    await clear('b');
    receive('c');
    await transcript.flush();
    const undone = transcript.undoClear();
    await clear('d');
    const { undoableClears } = transcript;
    await undone;
    const next = await reloaded();
    assert.deepEqual(next.undoableClears, undoableClears);
  });

  it('is undone twice at once', async () => {
    await clear('a');
    await clear('b');
    receive('c');
    await transcript.flush();
    await Promise.all([transcript.undoClear(), transcript.undoClear()]);
    const next = await reloaded();
    assert.deepEqual([next.undoableClears, await shown(next)], [[], ['0 a', '1 b', '2 c']]);
  });

  describe('of rows that have been damaged since', () => {
    beforeEach(async () => {
      await clear('a', 'b', 'c');
      receive('d');
      await transcript.close();
    });

    const damage = async (number: number, from: number) => {
      const path = await pathOf(number);
      const bytes = await readFile(path);
      bytes.subarray(from).fill('~', 0, 8);
      await writeFile(path, bytes);
    };
    const undone = async () => {
      const next = await recovered();
      const before = await shown(next);
      if (next.undoableClears.length > 0) await next.undoClear();
      return [before, await shown(next)];
    };

    it('restores the others', async () => {
      await damage(1, -20);
      assert.deepEqual(await undone(), [['3 d'], ['0 a', '1 unreadable: 1', '2 c', '3 d']]);
    });

    it('restores the others if a file is missing', async () => {
      await rm(await pathOf(2));
      assert.deepEqual(await undone(), [['3 d'], ['0 a', '1 b', '2 unreadable: 1', '3 d']]);
    });

    it('reports how many there were if none can be read', async () => {
      for (const number of [0, 1, 2]) await writeFile(await pathOf(number), 'nothing of ours');
      assert.deepEqual(await undone(), [['3 d'], ['0 unreadable: 2', '2 unreadable: 1', '3 d']]);
    });

    it('is undone even if the head of a later file is damaged', async () => {
      await damage(3, 18);
      assert.deepEqual(await undone(), [['3 d'], ['0 a', '1 b', '2 c', '3 d']]);
    });

    it('leaves the later files when dropped, even if nothing in them can be read', async () => {
      const next = await recovered();
      recordReceived(next, 'e'.padEnd(rowBytes));
      await next.close();
      const since = [await pathOf(3), await pathOf(4)];
      for (const path of since) await writeFile(path, 'nothing of ours');
      const damaged = await recovered();
      await damaged.forgetClear(damaged.undoableClears[0] ?? 0);
      assert.deepEqual(
        (await files()).map(name => join(directory(), name)),
        since,
      );
    });

    it('hides the earlier rows if the first later file is missing', async () => {
      const next = await recovered();
      recordReceived(next, 'e'.padEnd(rowBytes));
      await next.close();
      await rm(await pathOf(3));
      assert.deepEqual(await undone(), [
        ['3 unreadable: 1', '4 e'],
        ['0 a', '1 b', '2 c', '3 unreadable: 1', '4 e'],
      ]);
    });
  });

  it('deletes unknown cleared files', async () => {
    receive('gone', 'a');
    await clear();
    receive('b');
    await transcript.close();
    await rm(await pathOf(0));
    await writeFile(await pathOf(0), 'nothing of ours');
    const next = await recovered();
    assert.deepEqual([await shown(next), next.undoableClears, (await files()).length], [['2 b'], [], 1]);
    assert.equal(next.index.generation, 1, 'a view that was opened meanwhile showed nothing');
    recordReceived(next, 'c');
    assert.deepEqual(await shown(next), ['2 b', '3 c']);
  });

  it('restores what the limits have left of it', async () => {
    await clear('a', 'b', 'c');
    receive('d');
    await transcript.close();
    const size = (await Promise.all((await files()).map(name => readFile(join(directory(), name))))).map(
      ({ length }) => length,
    );
    const diskBytes = size.slice(1).reduce((sum, one) => sum + one, 0);
    const small = await recovered({ bounds: { ...bounds, diskBytes } });
    await small.close();
    assert.equal((await files()).length, 3);
    const next = await recovered();
    assert.deepEqual([await shown(next), next.index.dropped], [['3 d'], 0]);
    await next.undoClear();
    assert.deepEqual([await shown(next), next.index.dropped], [['1 b', '2 c', '3 d'], 1]);
  });

  it('can’t be undone if the limits leave nothing of it', async () => {
    await clear('a', 'b', 'c');
    receive('d');
    await transcript.close();
    const few = await recovered({ bounds: { ...bounds, rows: 1 } });
    assert.deepEqual([await shown(few), few.undoableClears], [['3 d'], []]);
  });

  it('is dropped when the disk is full, in favor of later rows', async () => {
    await clear('a');
    await transcript.flush();
    let isFull = true;
    const { writeSome, remove } = Segment.prototype;
    mock.method(Segment.prototype, 'writeSome', function (this: Segment) {
      return isFull ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : writeSome.call(this);
    });
    mock.method(Segment.prototype, 'remove', function (this: Segment) {
      isFull = false;
      return remove.call(this);
    });
    receive('b');
    const next = await reloaded();
    assert.deepEqual([await shown(next), next.undoableClears], [['1 b'], []]);
  });
});
