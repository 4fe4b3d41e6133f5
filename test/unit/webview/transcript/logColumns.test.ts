import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow, RowForm } from '../../../../src/protocol/panelCalls.ts';
import { LogColumns } from '../../../../webview/transcript/logColumns.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { dumpBytesIn, hexBytesIn } from '../../../../webview/transcript/rowHex.ts';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('the log’s columns', () => {
  const names = columnNames('client');
  let columns: LogColumns;

  beforeEach(() => {
    columns = new LogColumns();
  });

  function layoutAt(width: number, ...rows: [Partial<PanelRow>, string?][]) {
    const room = new RowRoom();
    room.measured(width, 10, 8);
    for (const [given, label = ':5000'] of rows) columns.see(panelRow(1, given), panelRow(0), label);
    return columns.layout(room, names);
  }
  const pixels = ({ template }: { template: string }) =>
    [...template.matchAll(/(\d+)px/g)].map(([, size]) => Number(size));

  it('are all present at any width, and leave the rest to the text', () => {
    for (const width of [240, 400, 511, 700, 1400]) {
      const layout = layoutAt(width, [{ length: 1234, origin: { rule: 0 } }]);
      const sizes = pixels(layout);
      assert.equal(sizes.length, layout.hasPeersBelow ? 5 : 6, `${width} px`);
      for (const size of sizes) assert.ok(size > 0);
      const left = width - 20 - sizes.reduce((sum, size) => sum + size, 0);
      assert.ok(layout.isStacked || layout.textColumns * 8 < left, `${layout.textColumns} at ${width} px`);
    }
  });

  it('include none for rules until one has replied, or there was a greeting or an echo', () => {
    const count = (origin: PanelRow['origin']) => {
      columns.reset();
      const layout = layoutAt(1400, [{ direction: 'out', ...(origin && { origin }) }]);
      return [pixels(layout).length, layout.hasRules];
    };
    assert.deepEqual(count(undefined), [5, false]);
    assert.deepEqual(count('send'), [5, false]);
    for (const origin of [{ rule: 0 }, 'greeting', 'echo'] as const) assert.deepEqual(count(origin), [6, true]);
    assert.equal(layoutAt(1400).hasRules, true, 'it stays');
  });

  it('have room for the frame of a rule’s number', () => {
    const short = { ...names, rule: '' };
    const room = new RowRoom();
    room.measured(1400, 10, 8);
    columns.see(panelRow(1, { origin: { rule: 41 } }), undefined, '');
    assert.equal(pixels(columns.layout(room, short)).at(-1), 3 * 8);
  });

  it('move the text to lines of its own if not even eight bytes would fit next to them', () => {
    const stacked = (width: number) => layoutAt(width, [{}]).isStacked;
    assert.deepEqual([240, 400, 511, 700].map(stacked), [true, true, true, false]);
    assert.equal(layoutAt(400).textColumns, 47);
    assert.ok(layoutAt(700).textColumns >= 39);
  });

  it('include no peer if its whole label doesn’t fit, which then precedes the message', () => {
    const short = layoutAt(400, [{}]);
    assert.deepEqual([pixels(short).length, short.hasPeersBelow, short.lineColumns], [5, false, 47]);
    const long = layoutAt(240, [{ length: 1_000_000, origin: { rule: 0 } }, '127.0.0.1:54321']);
    assert.deepEqual([pixels(long).length, long.hasPeersBelow], [5, true]);
    assert.deepEqual([long.textColumns, long.lineColumns], [27, 11]);
    columns.reset();
    const unstacked = layoutAt(700, [{}, '127.0.0.1:54321']);
    assert.deepEqual([unstacked.isStacked, pixels(unstacked)[3]], [false, Math.ceil(15 * 8 * 0.85)]);
    columns.reset();
    const wider = layoutAt(511, [{}, '192.168.100.200:54321']);
    assert.equal(wider.hasPeersBelow, false);
    assert.ok((pixels(wider)[3] ?? 0) >= 21 * 8 * 0.85, 'a separate line leaves room for all of it');
  });

  it('are smaller in narrow rows, with short times', () => {
    const setting = (width: number) => {
      const { scale, hasShortTimes } = layoutAt(width);
      return [scale, hasShortTimes];
    };
    assert.deepEqual([300, 301, 712, 713].map(setting), [
      [0.75, true],
      [0.85, true],
      [0.85, true],
      [1, false],
    ]);
    assert.ok((pixels(layoutAt(700))[0] ?? 0) < (pixels(layoutAt(800))[0] ?? 0));
  });

  it('are denser if lines of sixteen bytes only fit that way, in the modes with such lines', () => {
    const look = (width: number, form: RowForm, length = 57) => {
      const room = new RowRoom();
      room.measured(width, 10, 8);
      columns.reset();
      columns.see(panelRow(1, { length, origin: { rule: 0 } }), panelRow(0), ':5000');
      const { scale, hasShortTimes, textColumns, isStacked } = columns.layout(room, names, form);
      assert.equal(isStacked, false);
      return [scale, hasShortTimes, dumpBytesIn(textColumns, 4), hexBytesIn(textColumns)];
    };
    assert.deepEqual(look(914, 'mixed'), [1, false, 16, 16]);
    for (const width of [862, 913]) assert.deepEqual(look(width, 'mixed'), [0.85, false, 16, 16]);
    for (const width of [835, 861]) assert.deepEqual(look(width, 'mixed'), [0.85, true, 16, 16]);
    assert.deepEqual(look(834, 'mixed'), [1, false, 8, 16]);
    assert.deepEqual(look(937, 'mixed', 100_000).slice(0, 2), [0.85, false], 'an offset of five digits');
    assert.deepEqual(look(721, 'hex'), [0.85, false, 8, 16]);
    assert.deepEqual(look(722, 'hex'), [1, false, 8, 16]);
    assert.deepEqual(look(913, 'text'), [1, false, 8, 16]);
  });

  it('are as wide as the longest value seen, and never shrink', () => {
    const peerAndLength = () => pixels(layoutAt(1400)).slice(3, 5);
    layoutAt(1400, [{ length: 1_234_567 }, '127.0.0.1:54321']);
    assert.deepEqual(peerAndLength(), [15 * 8, 7 * 8]);
    layoutAt(1400, [{ length: 1 }, ':1']);
    assert.deepEqual(peerAndLength(), [15 * 8, 7 * 8]);
    columns.reset();
    assert.ok((peerAndLength()[0] ?? 0) < 15 * 8);
  });

  it('have room for their names', () => {
    const longNames = { ...names, length: 'Nachrichtenlänge', rule: 'Antwortregel' };
    const room = new RowRoom();
    room.measured(1400, 10, 8);
    columns.see(panelRow(1, { origin: { rule: 0 } }), undefined, '');
    const [, , , , length = 0, rule = 0] = pixels(columns.layout(room, longNames));
    assert.ok(length >= 16 * 6 && rule >= 12 * 6, `${length} and ${rule}`);
  });

  it('don’t leave the whole line to a long name', () => {
    const [, , , peer = 0] = pixels(layoutAt(1400, [{}, '[2001:db8:1234:5678:9abc:def0:1234:5678]:54321']));
    assert.equal(peer, 24 * 8);
  });
});
