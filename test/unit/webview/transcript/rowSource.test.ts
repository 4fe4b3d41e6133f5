import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { TextError } from '../../../../src/core/phrase.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { RowSource, type ViewCalls } from '../../../../webview/transcript/rowSource.ts';

describe('a row source', () => {
  /** A transcript of numbered rows that answers when the test says so. */
  function fakeView(total: number) {
    const asked: number[] = [];
    const askedBytes: number[] = [];
    let first = 0;
    const revised: number[] = [];
    const state = () => ({ first, end: total, matches: 0, scanned: total, total });
    const calls: ViewCalls = {
      openView: async () => ({ view: 1, state: state() }),
      closeView: async () => undefined,
      locate: async () => undefined,
      rows: async (_view, position, count, frameBytes) => {
        asked.push(position);
        askedBytes.push(frameBytes);
        const from = Math.max(first, position);
        const length = Math.max(0, Math.min(count, total - from));
        const rows = Array.from({ length }, (_, at) => ({ seq: from + at }) as PanelRow);
        return { ...state(), from, rows, revised: revised.splice(0) };
      },
    };
    const revise = (...positions: number[]) => revised.push(...positions);
    return {
      calls,
      asked,
      askedBytes,
      revise,
      grow: (by: number) => (total += by),
      drop: (before: number) => (first = before),
    };
  }

  const ignored = { changed: () => undefined, refused: () => undefined, failed: () => undefined };

  it('fetches only visible pages', async () => {
    const { calls, asked } = fakeView(1_000_000);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    asked.length = 0;
    source.need(500_010, 500_060);
    await new Promise(setImmediate);
    assert.deepEqual(asked, [500_000, 500_050]);
    assert.equal(source.at(500_060)?.seq, 500_060);
    assert.equal(source.at(100), undefined);
  });

  it('refetches a page that was not full', async () => {
    const { calls, grow } = fakeView(10);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    assert.equal(source.state.end, 10);
    grow(100);
    await source.refresh();
    source.need(0, 109);
    await new Promise(setImmediate);
    assert.equal(source.at(109)?.seq, 109);
    assert.equal(source.at(49)?.seq, 49);
  });

  it('ends with the newest loaded rows, however fast others arrive', async () => {
    const { calls, grow } = fakeView(100);
    const { rows } = calls;
    let floods = 20;
    calls.rows = async (...args) => {
      // The view continues while the rows are fetched.
      if (floods-- > 0) grow(70);
      return rows(...args);
    };
    const ends: number[] = [];
    const source = new RowSource(calls, [{}], { ...ignored, changed: () => ends.push(source.state.end) });
    const seen: (number | undefined)[] = [];
    mock.timers.enable({ apis: ['setTimeout'] });
    await source.refresh();
    while (floods > 0) {
      mock.timers.tick(1000);
      await new Promise(setImmediate);
    }
    mock.timers.tick(1000);
    await new Promise(setImmediate);
    mock.timers.reset();
    for (const end of ends) seen.push(source.at(end - 1)?.seq);
    assert.deepEqual(
      seen,
      ends.map(end => end - 1),
    );
    assert.equal(source.at(source.state.end - 1)?.seq, 100 + 20 * 70 - 1);
  });

  it('keeps the positions of rows when older ones are dropped', async () => {
    const { calls, drop } = fakeView(100);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    drop(30);
    await source.refresh();
    source.need(30, 60);
    await new Promise(setImmediate);
    assert.equal(source.state.first, 30);
    assert.equal(source.at(29), undefined);
    assert.equal(source.at(30)?.seq, 30);
    assert.equal(source.at(60)?.seq, 60);
  });

  it('refetches rows whose text changed, wherever they are', async () => {
    const { calls, asked, revise, grow } = fakeView(1000);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    source.need(0, 100);
    await new Promise(setImmediate);
    asked.length = 0;
    grow(1);
    // The page of 500 is not loaded, that of 1000 arrives with this very answer.
    revise(3, 60, 500, 1000);
    await source.refresh();
    await new Promise(setImmediate);
    assert.deepEqual(
      asked.filter(page => page < 950),
      [0, 50],
    );
  });

  it('doesn’t refetch rows that arrived along with the notification of their change', async () => {
    const { calls, asked, revise, grow } = fakeView(30);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    asked.length = 0;
    grow(1);
    revise(3);
    await source.refresh();
    await new Promise(setImmediate);
    assert.deepEqual(asked, [0]);
  });

  it('reports an invalid search', async () => {
    const { calls } = fakeView(1);
    calls.openView = async () => Promise.reject(new TextError('no pattern'));
    const problems: string[] = [];
    const source = new RowSource(calls, [{}], { ...ignored, refused: message => problems.push(message) });
    await source.refresh();
    assert.ok(problems.includes('No pattern'));
  });

  it('has the rows of the next filter if a view can’t be opened with one, and reports why', async () => {
    for (const [error, said] of [
      [new TextError('no pattern'), 'refused: No pattern'],
      [new RangeError('Invalid array length'), 'failed: Invalid array length'],
    ] as const) {
      const { calls } = fakeView(3);
      const { openView } = calls;
      calls.openView = async filter => (filter.search ? Promise.reject(error) : openView(filter));
      const reported: string[] = [];
      const source = new RowSource(calls, [{ search: { regex: '(', matchCase: false } }, { minBytes: 1 }], {
        ...ignored,
        refused: message => reported.push(`refused: ${message}`),
        failed: message => reported.push(`failed: ${message}`),
      });
      await source.refresh();
      assert.deepEqual([source.at(2)?.seq, source.accepted, reported], [2, { minBytes: 1 }, [said]]);
    }
  });

  it('tries no other filter once it is closed, or if the engine is gone', async () => {
    const tried: unknown[] = [];
    const { calls } = fakeView(3);
    const filters = [{ minBytes: 1 }, { minBytes: 2 }];
    calls.openView = async filter => {
      tried.push(filter.minBytes);
      throw new SocketError('ENGINE_STOPPED', { detail: 'a test' });
    };
    await new RowSource(calls, filters, ignored).refresh();
    const opened = Promise.withResolvers<never>();
    calls.openView = filter => {
      tried.push(filter.minBytes);
      return opened.promise;
    };
    const source = new RowSource(calls, filters, ignored);
    const refreshed = source.refresh();
    source.close();
    opened.reject(new TextError('no pattern'));
    await refreshed;
    assert.deepEqual(tried, [1, 1]);
  });

  it('treats no other error as an invalid search, and reports it', async () => {
    const { calls } = fakeView(1);
    const { openView, rows } = calls;
    const broken = async () => Promise.reject(new RangeError('Invalid array length'));
    const reported: string[] = [];
    const events = {
      ...ignored,
      refused: (message: string) => reported.push(`refused: ${message}`),
      failed: (message: string) => reported.push(`failed: ${message}`),
    };
    calls.openView = broken;
    const source = new RowSource(calls, [{}], events);
    await source.refresh();
    calls.openView = openView;
    calls.rows = broken;
    await source.refresh();
    calls.rows = rows;
    calls.locate = broken;
    assert.equal(await source.locate({ seq: 0 }), undefined);
    assert.deepEqual(new Set(reported), new Set(['failed: Invalid array length']));
  });

  it('reports nothing about a view lost with its engine', async () => {
    const { calls } = fakeView(1);
    const reported: string[] = [];
    const events = {
      ...ignored,
      refused: (text: string) => reported.push(text),
      failed: (text: string) => reported.push(text),
    };
    for (const error of [
      new SocketError('NO_VIEW', { view: 1 }),
      new SocketError('ENGINE_STOPPED', { detail: 'a test' }),
      new SocketError('NO_ENDPOINT', { endpoint: 'e1' }),
    ]) {
      calls.rows = async () => Promise.reject(error);
      await new RowSource(calls, [{}], events).refresh();
    }
    assert.deepEqual(reported, []);
  });

  it('opens a new view when the engine lost the old one', async () => {
    const { calls } = fakeView(3);
    let broken = true;
    const rows = calls.rows;
    calls.rows = async (...args) => {
      if (broken) throw new SocketError('NO_VIEW', { view: 1 });
      return rows(...args);
    };
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    broken = false;
    await source.refresh();
    assert.equal(source.at(2)?.seq, 2);
  });

  it('refetches when its own view found more, and not for another', async () => {
    const { calls, asked } = fakeView(10);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    asked.length = 0;
    source.viewChanged(2);
    await new Promise(setImmediate);
    assert.deepEqual(asked, []);
    source.viewChanged(1);
    await new Promise(setImmediate);
    assert.deepEqual(asked, [0]);
  });

  it('knows which part of the transcript has been searched', async () => {
    const { calls } = fakeView(10);
    const { rows } = calls;
    const source = new RowSource(calls, [{}], ignored);
    assert.equal(source.progress, 0);
    calls.rows = async (...args) => ({ ...(await rows(...args)), scanned: 25, total: 100 });
    await source.refresh();
    assert.equal(source.progress, 0.25);
    calls.rows = async (...args) => ({ ...(await rows(...args)), scanned: 0, total: 0 });
    await source.refresh();
    assert.equal(source.progress, 1);
  });

  it('keeps the most recently fetched pages, up to forty', async () => {
    const { calls, asked } = fakeView(10_000);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    const loaded = () => [0, 50, 1999, 2000, 9999].filter(position => source.at(position)?.seq === position);
    source.need(0, 1999);
    await new Promise(setImmediate);
    assert.deepEqual(loaded(), [0, 50, 1999], 'the newest rows came first');
    source.need(2000, 2000);
    await new Promise(setImmediate);
    assert.deepEqual(loaded(), [50, 1999, 2000]);
    asked.length = 0;
    source.need(1950, 1950);
    assert.deepEqual(asked, []);
  });

  it('refetches rows when they need more bytes, and shows them unchanged meanwhile', async () => {
    const { calls, asked, askedBytes } = fakeView(100);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    source.need(0, 99);
    await new Promise(setImmediate);
    asked.length = askedBytes.length = 0;
    source.frameBytes = 256;
    assert.deepEqual([asked, source.at(60)?.seq], [[], 60]);
    source.need(50, 60);
    source.need(50, 60);
    await new Promise(setImmediate);
    source.need(50, 60);
    assert.deepEqual([asked, askedBytes], [[50], [256]]);
    source.frameBytes = 0;
    source.need(50, 60);
    assert.deepEqual(asked, [50], 'extra bytes do no harm');
  });

  it('refetches rows once that were on their way without the bytes', async () => {
    const { calls, askedBytes } = fakeView(10);
    const { rows } = calls;
    const source = new RowSource(calls, [{}], ignored);
    calls.rows = async (...args) => {
      source.frameBytes = 256;
      return rows(...args);
    };
    await source.refresh();
    for (let drawn = 0; drawn < 3; drawn++) {
      source.need(0, 9);
      await new Promise(setImmediate);
    }
    assert.deepEqual(askedBytes, [0, 256]);
  });

  it('has nothing of a cleared transcript', async () => {
    const { calls } = fakeView(10);
    const source = new RowSource(calls, [{}], ignored);
    await source.refresh();
    source.reset();
    assert.equal(source.at(0), undefined);
    assert.equal(source.state.end, 0);
  });

  it('closes its view, and ignores what was on its way', async () => {
    const { calls } = fakeView(10);
    const { rows } = calls;
    const closed: number[] = [];
    let changes = 0;
    const answer = Promise.withResolvers<void>();
    calls.closeView = async view => void closed.push(view);
    const source = new RowSource(calls, [{}], { ...ignored, changed: () => changes++ });
    await source.refresh();
    calls.rows = async (...args) => {
      await answer.promise;
      return rows(...args);
    };
    const refreshed = source.refresh();
    await new Promise(setImmediate);
    const before = changes;
    source.close();
    answer.resolve();
    await refreshed;
    assert.deepEqual([closed, changes], [[1], before]);
  });
});
