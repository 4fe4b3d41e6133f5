import assert from 'node:assert/strict';
import { ShownTransfers } from '../../../../webview/transfers/shownTransfers.ts';
import { transfer } from './panelTransfers.ts';

describe('the transfers shown by a page', () => {
  const ids = (list: ShownTransfers, history = false) => list.shown(history).map(({ id }) => id);
  const done = (id: string, endedMs: number) => transfer(id, { state: 'done', endedMs });

  it('include what asks, what runs and what waits for its turn, each in order of arrival', () => {
    const list = new ShownTransfers().with([
      transfer('q1', { state: 'queued', queuedMs: 1 }),
      transfer('r2', { state: 'paused', queuedMs: 3 }),
      transfer('r1', { state: 'running', queuedMs: 2 }),
      transfer('a', { state: 'asking', queuedMs: 9 }),
      transfer('q2', { state: 'queued', queuedMs: 4 }),
    ]);
    assert.deepEqual(ids(list), ['a', 'r1', 'r2', 'q1', 'q2']);
  });

  it('have ended ones in their history, the newest first', () => {
    const list = new ShownTransfers().listed([done('old', 1), done('new', 3), done('middle', 2)]);
    assert.deepEqual(ids(list), []);
    assert.deepEqual(ids(list, true), ['new', 'middle', 'old']);
  });

  it('keep the last three in view that ended visibly, until they are dismissed', () => {
    const list = new ShownTransfers()
      .listed([done('before', 9)])
      .with([transfer('a'), done('b', 1), done('c', 2), done('d', 3)])
      .with([done('a', 4)]);
    assert.deepEqual(ids(list), ['a', 'd', 'c']);
    const away = list.putAway();
    assert.deepEqual(ids(away), []);
    assert.equal(away.size, 5);
    assert.deepEqual(ids(away.with([done('e', 5)])), ['e']);
  });

  it('hide even those in progress, until the user has to know about one', () => {
    const list = new ShownTransfers().with([
      transfer('a'),
      transfer('b'),
      transfer('c'),
      transfer('asks', { state: 'asking' }),
    ]);
    const away = list.putAway();
    assert.deepEqual(ids(away), ['asks']);
    assert.deepEqual(
      ids(away, true).toSorted((one, other) => one.localeCompare(other)),
      ['a', 'asks', 'b', 'c'],
    );
    const moved = away.with([transfer('a', { bytes: 1 }), done('c', 2), transfer('new')]);
    assert.deepEqual(ids(moved), ['asks', 'new']);
    assert.deepEqual(ids(moved.without('new').listed([transfer('a'), transfer('b')])), []);
    assert.deepEqual(ids(moved.with([transfer('b', { state: 'failed', endedMs: 3 })])), ['asks', 'new', 'b']);
    assert.deepEqual(ids(moved.with([transfer('a', { state: 'asking' })]).with([transfer('a')])), ['asks', 'a', 'new']);
  });

  it('drop what is no longer listed, and treat later ones as newer', () => {
    const list = new ShownTransfers()
      .with([done('gone', 1), transfer('a')])
      .listed([transfer('a', { bytes: 1 })], [transfer('a', { bytes: 2 }), transfer('b')]);
    assert.deepEqual(ids(list, true), ['a', 'b']);
    assert.equal(list.get('a')?.bytes, 2);
  });

  it('exclude one that was retried', () => {
    const list = new ShownTransfers().with([transfer('old', { state: 'failed', canRetry: true })]);
    assert.deepEqual(ids(list.without('old').with([transfer('again')]), true), ['again']);
    assert.equal(list.without('another').size, 1);
  });

  it('are moving while one runs', () => {
    assert.equal(new ShownTransfers().with([transfer('a')]).isMoving, true);
    assert.equal(new ShownTransfers().with([transfer('a', { state: 'paused' })]).isMoving, false);
  });
});
