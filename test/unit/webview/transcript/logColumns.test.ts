import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { LogColumns } from '../../../../webview/transcript/logColumns.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('the columns of the log', () => {
  const names = columnNames('tcp-server');
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
    template.split(' ').flatMap(size => (/^\d+px$/.test(size) ? [Number.parseInt(size, 10)] : []));

  it('are all there at any width, and leave the rest to the text', () => {
    for (const width of [240, 400, 511, 700, 1400]) {
      const layout = layoutAt(width, [{ length: 1234 }]);
      const sizes = pixels(layout);
      assert.equal(sizes.length, layout.isStacked ? 5 : 6, `${width} px`);
      for (const size of sizes) assert.ok(size > 0);
      assert.match(layout.template, layout.isStacked ? /px minmax\(0, 1fr\) \d/ : /minmax\(0, 1fr\)$/);
      assert.ok(layout.textColumns >= 20, `${layout.textColumns} at ${width} px`);
    }
  });

  it('put the text into a line of its own where too little would be left', () => {
    const stacked = (width: number) => layoutAt(width, [{}]).isStacked;
    assert.deepEqual([240, 400, 511, 700].map(stacked), [true, true, false, false]);
    assert.equal(layoutAt(400).textColumns, 47);
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

  it('are as wide as the longest that was seen, and become no narrower', () => {
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
    const [, , , , length = 0, rule = 0] = pixels(columns.layout(room, longNames));
    assert.ok(length >= 16 * 6 && rule >= 12 * 6, `${length} and ${rule}`);
  });

  it('don’t leave all of the line to a long name', () => {
    const [, , , peer = 0] = pixels(layoutAt(1400, [{}, '[2001:db8:1234:5678:9abc:def0:1234:5678]:54321']));
    assert.equal(peer, 24 * 8);
  });
});
