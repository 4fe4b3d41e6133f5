import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { TextError } from '../../../../src/core/phrase.ts';
import type { Located, ViewFilter, ViewPlace } from '../../../../src/core/transcriptEntry.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { FilteredList } from '../../../../webview/transcript/filteredList.ts';
import { Finder } from '../../../../webview/transcript/finder.ts';
import { RowLayout } from '../../../../webview/transcript/rowLayout.ts';
import { RowSelection } from '../../../../webview/transcript/rowSelection.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';

const rowPixels = 20;

describe('the list of rows that a query accepts', () => {
  /** Entries of the transcript. A filter by kind accepts every tenth. */
  const entries = Array.from({ length: 200 }, (_, seq) => seq);
  const tenths = entries.filter(seq => seq % 10 === 0);
  let views: { readonly filter: ViewFilter; readonly seqs: readonly number[] }[];
  let closed: number[];
  let drawn: number;
  let fetched: number;
  let problems: string[];
  let problem: string | undefined;
  /** Answers about the position of an entry wait for this. */
  let locating: Promise<unknown>;
  let layout: RowLayout;
  let selected: RowSelection;
  let finder: Finder;
  let list: FilteredList;

  const settled = async () => {
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
  };
  const seqAt = (position: number) => list.source?.at(position)?.seq;

  function located(seqs: readonly number[], place: ViewPlace): Located | undefined {
    const { seq = 0, matchFrom } = place as { seq?: number; matchFrom?: number };
    const position = seqs.findIndex(one => one >= (matchFrom ?? seq));
    const found = seqs[position];
    if (found === undefined) return undefined;
    return { position, seq: found, ...(matchFrom !== undefined && { match: position }) };
  }

  async function open(query: ViewQuery): Promise<void> {
    list.open(query, 0);
    await settled();
    draw();
    await settled();
  }

  /** Draws the rows like the transcript does. */
  function draw(): void {
    layout.select(selected.position);
    layout.resize(10 * rowPixels, rowPixels, false);
    layout.setRange(list.source?.state ?? { first: 0, end: 0 });
    list.fetch(layout.place(), () => undefined);
  }

  async function scrollTo(position: number): Promise<void> {
    layout.show(position, 'top');
    draw();
    await settled();
  }

  const topOf = (seq: number) => layout.place().find(({ position }) => seqAt(position) === seq)?.top;

  beforeEach(async () => {
    await beginPage();
    views = [];
    closed = [];
    drawn = 0;
    fetched = 0;
    problems = [];
    problem = undefined;
    locating = Promise.resolve();
    hostDoes.openView = async filter => {
      if (problem !== undefined && filter.search) throw new TextError(problem as never);
      const seqs = filter.kinds ? tenths : entries;
      views.push({ filter, seqs });
      const found = filter.search ? seqs.length : 0;
      const state = { first: 0, end: seqs.length, matches: found, scanned: 200, total: 200 };
      return { view: views.length - 1, state };
    };
    hostDoes.closeView = async view => void closed.push(view);
    hostDoes.locate = async (view, place) => {
      if ('seq' in place) await locating;
      return located(views[view]?.seqs ?? [], place);
    };
    hostDoes.rows = async (view, from, count) => {
      const { seqs = [], filter = {} } = views[view] ?? {};
      const rows = seqs.slice(from, from + count).map(seq => panelRow(seq));
      const state = { first: 0, end: seqs.length, matches: filter.search ? seqs.length : 0, scanned: 200, total: 200 };
      return { ...state, from, rows, revised: [] };
    };
    layout = new RowLayout();
    selected = new RowSelection({
      layout,
      source: () => list.source,
      isInspecting: () => false,
      inspect: () => undefined,
      onMoved: () => undefined,
    });
    finder = new Finder({ show: () => undefined, changed: () => undefined });
    list = new FilteredList({
      layout,
      finder,
      selected,
      forgetRows: () => {
        layout.reset();
        selected.forget();
      },
      onRows: () => fetched++,
      onTrouble: message => problems.push(message),
      draw: () => drawn++,
    });
  });

  it('contains a query’s rows, until another one accepts other rows', async () => {
    assert.equal(list.shows({}), false);
    await open({});
    assert.deepEqual([list.shows({}), list.shows({ needle: '' }), list.shows({ kinds: ['in'] })], [true, true, false]);
    await open({ kinds: ['in'] });
    assert.deepEqual([list.shows({}), list.shows({ kinds: ['in'] }), closed], [false, true, [0]]);
    list.close();
    await settled();
    assert.deepEqual([list.shows({ kinds: ['in'] }), closed], [false, [0, 1]]);
  });

  it('follows the newest row if the previous list did', async () => {
    await open({});
    await open({ kinds: ['in'] });
    assert.deepEqual([layout.follows, drawn], [true, 0]);
  });

  it('keeps the selected row in place and selected', async () => {
    await open({});
    await scrollTo(55);
    selected.position = 60;
    draw();
    const top = topOf(60);
    await open({ kinds: ['in'] });
    assert.deepEqual([selected.position, topOf(60), drawn], [6, top, 1]);
    await open({});
    assert.deepEqual([selected.position, topOf(60)], [60, top]);
  });

  it('keeps the top row in place if none is selected', async () => {
    await open({});
    await scrollTo(60);
    await open({ kinds: ['in'] });
    assert.deepEqual([selected.position, topOf(60), layout.follows], [-1, 0, false]);
  });

  it('shows the next row in place of one that it doesn’t contain', async () => {
    await open({});
    await scrollTo(57);
    selected.position = 58;
    draw();
    const top = topOf(58);
    await open({ kinds: ['in'] });
    assert.deepEqual([selected.position, topOf(60)], [-1, top]);
  });

  it('keeps no position once another list is shown', async () => {
    await open({});
    await scrollTo(60);
    const answer = Promise.withResolvers<void>();
    locating = answer.promise;
    await open({ kinds: ['in'] });
    list.close();
    answer.resolve();
    await settled();
    assert.equal(drawn, 0);
  });

  it('keeps no position once a match is shown', async () => {
    await open({});
    await scrollTo(60);
    const answer = Promise.withResolvers<void>();
    locating = answer.promise;
    await open({ needle: 'a' });
    await finder.step(1, 100);
    assert.equal(finder.currentSeq, 100);
    answer.resolve();
    await settled();
    assert.equal(drawn, 0);
  });

  it('searches from the first visible row on, or from the current match while typing continues', async () => {
    await open({});
    await scrollTo(60);
    list.open({ needle: 'a' }, 0);
    await settled();
    finder.progressed(0);
    await settled();
    assert.equal(finder.currentSeq, 60);
    draw();
    await scrollTo(100);
    list.open({ needle: 'ab' }, 0);
    await settled();
    finder.progressed(0);
    await settled();
    assert.equal(finder.currentSeq, 60);
  });

  it('resolves positions, to one past the end if absent, and to nothing once another list is shown', async () => {
    await open({ kinds: ['in'] });
    assert.equal(await list.positionOf({ seq: 55 }), 6);
    assert.equal(await list.positionOf({ seq: 500 }), Number.MAX_SAFE_INTEGER);
    const asked = list.positionOf({ seq: 55 });
    list.open({}, 0);
    assert.equal(await asked, undefined);
  });

  it('shows a row that the list did not have when it was drawn last', async () => {
    await open({ kinds: ['in'] });
    list.open({}, 0);
    await settled();
    list.show(150, 'top');
    assert.deepEqual([layout.topPosition, drawn], [150, 1]);
    draw();
    assert.equal(layout.topPosition, 150);
  });

  it('fetches the visible rows with their predecessor, and reports the peers in them', async () => {
    await open({});
    const asked: number[] = [];
    const { rows } = hostDoes;
    hostDoes.rows = async (view, from, count, bytes) => {
      asked.push(from);
      assert.ok(rows);
      return rows(view, from, count, bytes);
    };
    const seen: string[] = [];
    list.fetch([{ position: 100, top: 0 }], address => seen.push(address));
    await settled();
    assert.deepEqual([asked, seen], [[50, 100], []]);
    list.fetch([{ position: 100, top: 0 }], address => seen.push(address));
    assert.deepEqual(seen, ['127.0.0.1:5000']);
    assert.equal(list.topSeq, seqAt(layout.topPosition));
  });

  it('reports only rows of the current list', async () => {
    await open({});
    const stale = list.source;
    await open({ kinds: ['in'] });
    const before = fetched;
    assert.ok(before > 0);
    await stale?.refresh();
    assert.equal(fetched, before);
  });

  it('is empty once everything was filtered and nothing is left', async () => {
    assert.equal(list.isEmpty(), false, 'nothing is known yet');
    assert.equal(list.isEmpty(true), true, 'the engine is still reading it');
    await open({});
    assert.equal(list.isEmpty(), false);
    assert.equal(list.isEmpty(true), false, 'rows that have been read are shown');
    hostDoes.openView = async () => ({ view: 9, state: { first: 0, end: 0, matches: 0, scanned: 5, total: 10 } });
    hostDoes.rows = async () => ({
      first: 0,
      end: 0,
      matches: 0,
      scanned: 10,
      total: 10,
      from: 0,
      rows: [],
      revised: [],
    });
    list.open({ kinds: ['in'] }, 0);
    assert.equal(list.isEmpty(), false);
    await settled();
    assert.equal(list.isEmpty(), true);
  });

  it('keeps showing the last search’s rows while a new one is invalid', async () => {
    await open({ needle: 'a', onlyMatches: true });
    problem = 'No.';
    await open({ needle: '(', mode: 'regex', onlyMatches: true });
    const search = { text: 'a', matchCase: false, wholeWord: false };
    assert.deepEqual(views.at(-1)?.filter, { search, onlyMatches: true });
  });
});
