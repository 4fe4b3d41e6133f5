import assert from 'node:assert/strict';
import type { Located, ViewPlace, ViewState } from '../../../../src/core/transcriptEntry.ts';
import type { Found } from '../../../../webview/find/findBar.ts';
import { Finder } from '../../../../webview/transcript/finder.ts';
import type { RowSource } from '../../../../webview/transcript/rowSource.ts';

/** A view that has matches in the entries of these numbers. */
class FoundRows {
  found: number[];
  progress = 1;
  answers: PromiseWithResolvers<void>[] | undefined;

  constructor(...found: number[]) {
    this.found = found;
  }

  get state(): ViewState {
    return { first: 0, end: 100, matches: this.found.length, scanned: 100, total: 100 };
  }

  async locate(place: ViewPlace): Promise<Located | undefined> {
    if (this.answers) {
      const answer = Promise.withResolvers<void>();
      this.answers.push(answer);
      await answer.promise;
    }
    const { matchFrom, match } = place as { matchFrom?: number; match?: number };
    const at = match ?? this.found.findIndex(seq => seq >= (matchFrom ?? 0));
    const seq = this.found[at];
    return seq === undefined ? undefined : { position: seq, seq, match: at };
  }

  get source(): RowSource {
    return this as unknown as RowSource;
  }
}

describe('moving between matches', () => {
  let shown: number[];
  let reported: Found[];
  let finder: Finder;
  const settled = () => new Promise(setImmediate);

  function begin(...found: number[]): FoundRows {
    const rows = new FoundRows(...found);
    finder.begin(rows.source);
    return rows;
  }

  beforeEach(() => {
    shown = [];
    reported = [];
    finder = new Finder({ show: ({ seq }) => shown.push(seq), changed: found => reported.push(found) });
  });

  it('starts with the first match from the top of the visible rows', async () => {
    begin(10, 50, 90);
    await finder.step(1, 20);
    assert.deepEqual(shown, [50]);
    assert.deepEqual([reported.at(-1)?.current, reported.at(-1)?.matches, finder.currentSeq], [1, 3, 50]);
  });

  it('starts backward with the match before that', async () => {
    begin(10, 50, 90);
    await finder.step(-1, 20);
    assert.deepEqual(shown, [10]);
  });

  it('starts at the first match if none follows the top', async () => {
    begin(10, 50);
    await finder.step(1, 60);
    assert.deepEqual(shown, [10]);
  });

  it('continues from the current match, wrapping around at both ends', async () => {
    begin(10, 50, 90);
    for (const by of [1, 1, 1, 1, -1, -1] as const) await finder.step(by, 0);
    assert.deepEqual(shown, [10, 50, 90, 10, 90, 50]);
  });

  it('shows a single match repeatedly', async () => {
    begin(10);
    for (const by of [1, 1, -1] as const) await finder.step(by, 0);
    assert.deepEqual(shown, [10, 10, 10]);
  });

  it('shows the first match as soon as there is one, if requested before', async () => {
    const rows = begin();
    await finder.step(1, 0);
    assert.deepEqual(shown, []);
    rows.found = [30, 40];
    finder.progressed(0);
    await settled();
    assert.deepEqual(shown, [30]);
    finder.progressed(0);
    await settled();
    assert.deepEqual(shown, [30], 'once');
  });

  it('shows no match unrequested, or if another search began since', async () => {
    const rows = begin();
    rows.found = [30];
    finder.progressed(0);
    await settled();
    begin();
    await finder.step(1, 0);
    begin(40);
    finder.progressed(0);
    await settled();
    assert.deepEqual(shown, []);
  });

  it('drops the pending request when another search begins meanwhile', async () => {
    const rows = begin(10);
    rows.answers = [];
    const stepped = finder.step(1, 0);
    begin(70);
    rows.answers[0]?.resolve();
    await stepped;
    assert.deepEqual([shown, finder.currentSeq], [[], undefined]);
  });

  it('shows no match of an earlier search', async () => {
    begin(10);
    await finder.step(1, 0);
    begin(30, 60);
    assert.deepEqual([finder.currentSeq, reported.at(-1)?.current], [undefined, undefined]);
    await finder.step(1, 40);
    assert.deepEqual(shown, [10, 60]);
  });

  it('starts again from the top when the entries are gone', async () => {
    const rows = begin(10, 50);
    await finder.step(1, 40);
    rows.found = [3, 60];
    finder.forget();
    assert.equal(finder.currentSeq, undefined);
    await finder.step(1, 0);
    assert.deepEqual(shown, [50, 3]);
  });

  describe('while a search is being typed', () => {
    const progressed = async () => {
      finder.progressed(0);
      await settled();
    };

    it('shows the first match from the visible rows on, once', async () => {
      finder.begin(new FoundRows(10, 50, 90).source, 20);
      await progressed();
      await progressed();
      assert.deepEqual(shown, [50]);
      await finder.step(1, 0);
      assert.deepEqual(shown, [50, 90]);
    });

    it('shows an earlier match only when everything is searched', async () => {
      const rows = new FoundRows(10);
      rows.progress = 0.5;
      finder.begin(rows.source, 20);
      await progressed();
      assert.deepEqual(shown, []);
      rows.progress = 1;
      await progressed();
      assert.deepEqual(shown, [10]);
    });

    it('leaves the rows in place when the first match arrives later', async () => {
      const rows = new FoundRows();
      finder.begin(rows.source, 20);
      await progressed();
      rows.found = [70];
      await progressed();
      assert.deepEqual(shown, []);
    });

    it('shows the first match, not the second, if the user presses Enter meanwhile', async () => {
      const rows = new FoundRows();
      rows.progress = 0.5;
      finder.begin(rows.source, 20);
      await finder.step(1, 20);
      rows.found = [50, 60];
      await progressed();
      await progressed();
      assert.deepEqual(shown, [50]);
    });

    it('shows nothing of a replaced search', async () => {
      const rows = new FoundRows(50);
      rows.answers = [];
      finder.begin(rows.source, 20);
      finder.progressed(0);
      begin(70);
      rows.answers[0]?.resolve();
      await settled();
      assert.deepEqual(shown, []);
    });
  });

  it('reports an invalid search until another begins', () => {
    begin();
    finder.refused('missing )');
    assert.equal(reported.at(-1)?.problem, 'missing )');
    begin();
    assert.equal(reported.at(-1)?.problem, undefined);
  });

  it('moves to no match of an earlier search while this one is invalid', async () => {
    finder.begin(new FoundRows(50).source, 20);
    finder.refused('missing )');
    finder.progressed(0);
    await finder.step(1, 0);
    await settled();
    assert.deepEqual(shown, []);
  });

  it('finds nothing before there is anything to search', async () => {
    await finder.step(1, 0);
    finder.progressed(0);
    assert.deepEqual(reported, [{ matches: 0, current: undefined, progress: 0, slow: 0, problem: undefined }]);
  });
});
