import assert from 'node:assert/strict';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';

describe('the row space', () => {
  function room(width: number): RowRoom {
    const measured = new RowRoom();
    measured.measured(width, 10, 8);
    return measured;
  }

  it('is measured in characters between the margins, which are narrow in a narrow list', () => {
    const sizes = (width: number) => {
      const { margin, rowPixels, rowColumns, bubbleColumns } = room(width);
      return [margin, rowPixels, rowColumns, bubbleColumns];
    };
    assert.deepEqual(sizes(560), [10, 540, 67, 64]);
    assert.deepEqual(sizes(561), [16, 529, 66, 62]);
  });

  it('is no wider than the widest bubble', () => {
    assert.equal(room(3000).bubbleColumns, 109);
  });

  it('knows whether it has changed', () => {
    const measured = room(560);
    const changes = [
      [560, 10, 8],
      [561, 10, 8],
      [561, 12, 8],
      [561, 12, 7],
      [561, 12, 0],
    ] as const;
    const isOther = changes.map(([width, scrollbar, character]) => measured.measured(width, scrollbar, character));
    assert.deepEqual(isOther, [false, true, true, true, false]);
  });

  it('has a default before anything is measured', () => {
    const hidden = new RowRoom();
    assert.equal(hidden.rowColumns, 1);
    hidden.measured(0, 0, 0);
    assert.equal(hidden.characterPixels, 8);
  });
});
