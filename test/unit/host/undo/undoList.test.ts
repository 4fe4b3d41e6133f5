import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { type Undoable, UndoList } from '../../../../src/host/undo/undoList.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

describe('an undoable action', () => {
  fakeTimers();

  let done: string[];
  let changes: number;
  let watched: WatchedLog;
  let list: UndoList;

  beforeEach(() => {
    done = [];
    changes = 0;
    watched = watchedLog();
    list = new UndoList(watched.log);
    list.onDidChange(() => changes++);
  });
  afterEach(() => list.dispose());

  const undoable = (name: string, more: Partial<Undoable> = {}): Undoable => ({
    kind: 'remove',
    undo: async () => void done.push(`undo ${name}`),
    forget: async () => void done.push(`forget ${name}`),
    ...more,
  });

  it('is undone once', async () => {
    const one = undoable('a');
    list.add(one);
    assert.deepEqual(list.all, [one]);
    assert.equal(await list.undo(one), true);
    assert.equal(await list.undo(one), false);
    mock.timers.tick(undoableMs);
    assert.deepEqual([done, list.all, changes], [['undo a'], [], 2]);
  });

  it('has a time that nothing else has, also from an earlier window or before it is listed', () => {
    const now = Date.now();
    const clock = mock.method(Date, 'now', () => now);
    list.add(undoable('before', { sinceMs: now + 1 }));
    assert.deepEqual([list.newTime(), list.newTime(), list.newTime()], [now, now + 2, now + 3]);
    clock.mock.restore();
  });

  it('is dropped when it expires, each with its own timeout', () => {
    list.add(undoable('a'));
    mock.timers.tick(undoableMs - 1);
    list.add(undoable('b'));
    assert.deepEqual(done, []);
    mock.timers.tick(1);
    assert.deepEqual([done, list.all.length], [['forget a'], 1]);
    mock.timers.tick(undoableMs);
    assert.deepEqual(done, ['forget a', 'forget b']);
  });

  it('from an earlier window keeps the rest of its time, and precedes later ones', () => {
    const now = Date.now();
    const [late, early, over, setBack] = [
      undoable('late'),
      undoable('early', { sinceMs: now - undoableMs / 2 }),
      undoable('over', { sinceMs: now - undoableMs }),
      undoable('set back', { sinceMs: now + undoableMs }),
    ];
    for (const one of [late, early, over, setBack]) list.add(one);
    assert.deepEqual(list.all, [over, early, late, setBack]);
    mock.timers.tick(undoableMs / 2);
    assert.deepEqual(done, ['forget over', 'forget early']);
    mock.timers.tick(undoableMs / 2);
    assert.deepEqual(done.slice(2), ['forget late', 'forget set back']);
  });

  it('can be retried if the undo failed', async () => {
    const one = undoable('a', { undo: async () => Promise.reject(new Error('disk full')) });
    list.add(one);
    await assert.rejects(list.undo(one), /disk full/);
    assert.deepEqual(list.all, [one]);
  });

  it('can be dropped silently', () => {
    const one = undoable('a');
    list.add(one);
    assert.deepEqual([list.drop(one), list.drop(one)], [true, false]);
    mock.timers.tick(undoableMs);
    assert.deepEqual([done, changes], [[], 2]);
  });

  it('leaves no timer when the window closes', () => {
    list.add(undoable('a'));
    list.dispose();
    mock.timers.tick(undoableMs);
    assert.deepEqual([done, list.all], [[], []]);
  });

  it('is logged if it can’t be dropped', async () => {
    list.add(undoable('a', { forget: async () => Promise.reject(new Error('busy')) }));
    const logged = watched.next();
    mock.timers.tick(undoableMs);
    assert.match(await logged, /warn undoNotDiscarded/);
  });
});
