import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { OpenRows } from '../../../../webview/transcript/openRows.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('open rows', () => {
  let requested: number[];
  let answers: PromiseWithResolvers<Uint8Array>[];
  let rows: OpenRows;
  let changes: number;
  const settled = () => new Promise(setImmediate);

  async function comes(bytes: number): Promise<void> {
    answers.shift()?.resolve(new Uint8Array(bytes));
    await settled();
  }

  beforeEach(async () => {
    requested = [];
    answers = [];
    changes = 0;
    await beginPage();
    hostDoes.entryBytes = (_seq, _offset, length) => {
      requested.push(length);
      const answer = Promise.withResolvers<Uint8Array>();
      answers.push(answer);
      return answer.promise;
    };
    rows = new OpenRows(() => changes++);
  });

  it('have their first 4 KiB, and 4 KiB more each time', async () => {
    rows.toggleDump(1);
    assert.deepEqual(rows.dumpOf(1)?.bytes, undefined);
    await settled();
    await comes(4096);
    assert.equal(rows.dumpOf(1)?.bytes?.length, 4096);
    rows.dumpOf(1)?.loadMore();
    assert.equal(rows.dumpOf(1)?.bytes?.length, 4096, 'what is loaded stays meanwhile');
    await settled();
    await comes(5000);
    rows.dumpOf(1)?.loadMore();
    await settled();
    assert.deepEqual(requested, [4096, 8192, 9096]);
  });

  it('are opened independently, and closed by a second press', async () => {
    rows.toggleDump(1);
    rows.toggleDump(2);
    rows.toggleDump(1);
    assert.equal(rows.dumpOf(1), undefined);
    assert.ok(rows.dumpOf(2));
    assert.equal(rows.dumpOf(3), undefined);
    await settled();
    await comes(10);
    assert.equal(rows.dumpOf(1), undefined, 'closed when its bytes come');
    assert.equal(changes, 4);
  });

  it('show nothing if the entry is gone', async () => {
    rows.toggleDump(1);
    await settled();
    answers.shift()?.reject(new Error('it has gone'));
    await settled();
    assert.equal(rows.dumpOf(1)?.bytes?.length, 0);
  });

  it('show the whole text of a bubble, independently', () => {
    const isLong = (seq: number) => rows.bubbleOf(panelRow(seq), 'text').isLong;
    assert.equal(isLong(1), false);
    rows.bubbleOf(panelRow(1), 'text').showMore();
    assert.deepEqual([isLong(1), isLong(2), changes, requested], [true, false, 1, []]);
  });

  it('fetch the bytes of a bubble that shows bytes, of which its row has only the first', async () => {
    const row = panelRow(1, { bytes: new Uint8Array(256) });
    const shown = () => rows.bubbleOf(row, 'hex').bytes?.length;
    assert.equal(shown(), 256);
    rows.bubbleOf(row, 'hex').showMore();
    assert.equal(shown(), 256, 'what is loaded stays meanwhile');
    await settled();
    await comes(4096);
    assert.deepEqual([shown(), requested], [4096, [4096]]);
    assert.equal(rows.dumpOf(1), undefined, 'its hexdump is independent');
  });

  it('fold a bubble again with the same key, and drop its bytes', async () => {
    const row = panelRow(1, { bytes: new Uint8Array(256) });
    const shown = () => rows.bubbleOf(row, 'hex');
    rows.toggleLong(1, 'hex');
    await settled();
    await comes(4096);
    assert.deepEqual([shown().isLong, shown().bytes?.length], [true, 4096]);
    rows.toggleLong(1, 'hex');
    assert.deepEqual([shown().isLong, shown().bytes?.length, changes], [false, 256, 4]);
    rows.toggleDump(1);
    rows.toggleLong(1, 'hex');
    rows.toggleLong(1, 'hex');
    assert.ok(rows.dumpOf(1));
    await settled();
    await comes(4096);
    assert.equal(rows.dumpOf(1)?.bytes?.length, 4096, 'its hexdump is independent');
  });

  it('stay open in another list, except those unfolded for a match', async () => {
    const row = (seq: number) => panelRow(seq, { bytes: new Uint8Array(256) });
    const isLong = () => [1, 2, 3].map(seq => rows.bubbleOf(row(seq), 'hex').isLong);
    rows.toggleDump(1);
    rows.unfoldMatch(1, 'hex');
    rows.bubbleOf(row(2), 'text').showMore();
    rows.unfoldMatch(2, 'hex');
    rows.unfoldMatch(3, 'hex');
    await settled();
    for (let rest = 3; rest > 0; rest--) await comes(4096);
    assert.deepEqual(isLong(), [true, true, true]);
    rows.foldMatches();
    assert.deepEqual(isLong(), [false, true, false]);
    assert.deepEqual([rows.dumpOf(1)?.bytes?.length, rows.bubbleOf(row(2), 'hex').bytes?.length], [4096, 4096]);
  });

  it('fold at once with the key, even if they were also unfolded for a match', () => {
    rows.bubbleOf(panelRow(1), 'text').showMore();
    rows.unfoldMatch(1, 'text');
    rows.toggleLong(1, 'text');
    assert.equal(rows.bubbleOf(panelRow(1), 'text').isLong, false);
  });

  it('are closed with their transcript', async () => {
    rows.toggleDump(1);
    rows.bubbleOf(panelRow(2), 'text').showMore();
    rows.clear();
    await settled();
    await comes(10);
    assert.equal(rows.dumpOf(1), undefined);
    assert.equal(rows.bubbleOf(panelRow(2), 'text').isLong, false);
  });
});
