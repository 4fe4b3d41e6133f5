import assert from 'node:assert/strict';
import { clearTranscript, lastClear, watchClears } from '../../../../src/host/undo/clearTranscript.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import type { RemovingParts } from '../../../../src/host/undo/removeEndpoints.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('clearing a transcript', () => {
  freshVscode();

  let done: string[];
  let startMs: number;
  let nowMs: number;
  /** An undo waits for it. */
  let undone: Promise<void>;
  let isVisible: boolean;
  let isEmpty: boolean;
  let undo: UndoList;
  let endpoints: FakeEndpoints;
  let parts: RemovingParts;

  const withClears = (id: string, ...undoableClears: number[]) => endpointSnapshot(id, 0, { undoableClears });
  const clearsOf = (id: string) => endpoints.find(id).undoableClears ?? [];

  beforeEach(() => {
    done = [];
    startMs = Date.now();
    nowMs = startMs;
    undone = Promise.resolve();
    isVisible = false;
    isEmpty = false;
    undo = new UndoList(watchedLog().log);
    endpoints = fakeEndpoints([endpointSnapshot('a', 0), endpointSnapshot('b', 0)], {
      clearTranscript: async (id, isUndoable) => {
        done.push(`clear ${id} ${isUndoable}`);
        if (!isEmpty) endpoints.change(withClears(id, ...clearsOf(id), ++nowMs));
      },
      undoClear: async id => {
        done.push(`undo ${id}`);
        endpoints.change(withClears(id, ...clearsOf(id)));
        await undone;
        endpoints.change(withClears(id, ...clearsOf(id).slice(0, -1)));
      },
      forgetClear: async (id, sinceMs) => void done.push(`forget ${id} ${sinceMs - startMs}`),
    });
    const panels = { isOpen: () => false, isVisible: () => isVisible, open: () => undefined };
    parts = { endpoints, panels, undo, saved: { all: async () => [] } };
  });
  afterEach(() => undo.dispose());

  const offered = () => undoOffers().map(({ text }) => text);

  it('offers to undo it if no panel does', async () => {
    await clearTranscript('a', parts);
    assert.deepEqual(offered(), ['Cleared the transcript of 127.0.0.1:1.']);
    await undoNow(undo, lastClear(undo, endpoints));
    assert.deepEqual(done, ['clear a true', 'undo a']);
    isVisible = true;
    await clearTranscript('a', parts);
    assert.deepEqual(offered(), []);
    await lastClear(undo, endpoints)?.forget();
    assert.deepEqual(done.slice(2), ['clear a true', 'forget a 2']);
  });

  it('undoes no earlier clear of the transcript before the later one', async () => {
    for (const id of ['a', 'a', 'b']) await clearTranscript(id, parts);
    const [first, second, other] = undo.all;
    const again = /This transcript was cleared again in the meantime\. Undo that first\./;
    await assert.rejects(undoNow(undo, first), again);
    assert.deepEqual([done.slice(3), undo.all], [[], [first, second, other]]);
    await undoNow(undo, second);
    await undoNow(undo, first);
    assert.deepEqual([done.slice(3), undo.all], [['undo a', 'undo a'], [other]]);
  });

  it('offers no undo if the transcript was empty', async () => {
    isEmpty = true;
    await clearTranscript('a', parts);
    assert.deepEqual([undo.all, offered()], [[], []]);
  });

  it('is undone for the given endpoint, or the one cleared last, while that is listed', async () => {
    for (const id of ['a', 'b', 'a']) await clearTranscript(id, parts);
    const [first, second, third] = undo.all;
    assert.equal(lastClear(undo, endpoints), third);
    assert.equal(lastClear(undo, endpoints, 'b'), second);
    endpoints.list(endpoints.find('b'));
    assert.equal(lastClear(undo, endpoints), second);
    assert.equal(lastClear(undo, endpoints, 'a'), undefined);
    assert.ok(first);
  });

  it('can’t be undone once entries had to be dropped, the oldest first', async () => {
    const watching = watchClears(parts);
    for (const id of ['a', 'b', 'a']) await clearTranscript(id, parts);
    const [, second, third] = undo.all;
    endpoints.change(withClears('a', nowMs));
    assert.deepEqual(undo.all, [second, third]);
    endpoints.change(endpointSnapshot('a', 0));
    assert.deepEqual(undo.all, [second]);
    endpoints.list();
    endpoints.change(endpointSnapshot('b', 0));
    assert.deepEqual(undo.all, [second], 'it may be restored with its transcript');
    watching.dispose();
  });

  it('is offered once, whichever arrives first: the engine’s announcement or its answer', async () => {
    let notices = 0;
    for (const watching of [{ dispose: () => undefined }, watchClears(parts)]) {
      await clearTranscript('a', parts);
      assert.deepEqual(offered(), ['Cleared the transcript of 127.0.0.1:1.']);
      assert.deepEqual([undo.all.length, questions.open.length], [1, ++notices]);
      await undoNow(undo, lastClear(undo, endpoints));
      watching.dispose();
    }
  });

  it('by an earlier window can be undone for the rest of its time, as soon as the engine announces it', async () => {
    const watching = watchClears(parts);
    endpoints.change(withClears('a', startMs - 9000, startMs - 5000));
    endpoints.change(withClears('a', startMs - 9000, startMs - 5000));
    assert.deepEqual(
      undo.all.map(({ sinceMs }) => sinceMs),
      [startMs - 9000, startMs - 5000],
    );
    assert.deepEqual([offered(), questions.open], [['Cleared the transcript of 127.0.0.1:1.'], []]);
    await undoNow(undo, lastClear(undo, endpoints));
    assert.deepEqual([done, undo.all.length], [['undo a'], 1]);
    watching.dispose();
  });

  it('isn’t listed again while it is being undone', async () => {
    const watching = watchClears(parts);
    await clearTranscript('a', parts);
    const { promise, resolve } = Promise.withResolvers<void>();
    undone = promise;
    const undoing = undoNow(undo, lastClear(undo, endpoints));
    endpoints.change(withClears('a', ...clearsOf('a')));
    assert.deepEqual(undo.all, []);
    resolve();
    await undoing;
    endpoints.change(endpoints.find('a'));
    assert.deepEqual(undo.all, []);
    watching.dispose();
  });
});
