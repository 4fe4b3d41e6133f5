import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { CutLines } from '../../../../webview/transcript/cutLines.ts';
import { LogColumns } from '../../../../webview/transcript/logColumns.ts';
import { columnNames } from '../../../../webview/transcript/logHead.ts';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';

describe('the lines that are cut off', () => {
  const room = new RowRoom();
  let cut: CutLines;

  const row = (scrollWidth: number, clientWidth: number) =>
    ({ querySelector: () => ({ scrollWidth, clientWidth }) }) as unknown as Element;
  const layOut = (width: number, characterPixels = 8) => {
    room.measured(width, 0, characterPixels);
    cut.layOut(room, new LogColumns().layout(room, columnNames('client')));
  };

  beforeEach(() => {
    cut = new CutLines();
    layOut(1000);
  });

  it('are those that were drawn wider than their place, and are reported once', () => {
    assert.equal(cut.drawn(row(301, 300), 1), true);
    assert.equal(cut.drawn(row(301, 300), 1), false);
    assert.equal(cut.drawn(row(300, 300), 2), false);
    assert.deepEqual([cut.has(1), cut.has(2)], [true, false]);
  });

  it('don’t exist in a row without such a line', () => {
    assert.equal(cut.drawn({ querySelector: () => null } as unknown as Element, 1), false);
  });

  it('are looked at again if lines have another length or characters another width, and only then', () => {
    for (const [width, pixels, isKept] of [
      [1000, 8, true],
      [1001, 8, false],
      [1001, 9, false],
    ] as const) {
      cut.drawn(row(301, 300), 1);
      layOut(width, pixels);
      assert.equal(cut.has(1), isKept, `${width} px, ${pixels} px`);
    }
  });

  it('are forgotten rather than kept without a limit', () => {
    for (let seq = 0; seq <= 4000; seq++) cut.drawn(row(301, 300), seq);
    assert.deepEqual([cut.has(0), cut.has(4000)], [false, true]);
  });
});
