import assert from 'node:assert/strict';
import { newestLine, UnseenRows } from '../../../../webview/transcript/unseenRows.ts';
import { press, textOf } from '../../../support/templates.ts';

describe('unseen rows', () => {
  let unseen: UnseenRows;

  beforeEach(() => {
    unseen = new UnseenRows();
    unseen.came(100, true);
  });

  it('are those that came while the list doesn’t follow the newest', () => {
    assert.equal(unseen.count, 0);
    unseen.came(103, false);
    unseen.came(103, false);
    unseen.came(105, false);
    assert.equal(unseen.count, 5);
  });

  it('are none that came while it did', () => {
    unseen.came(200, true);
    unseen.came(201, false);
    assert.equal(unseen.count, 1);
  });

  it('are none once the newest is in view, and counted from there', () => {
    unseen.came(103, false);
    unseen.seen();
    assert.equal(unseen.count, 0);
    unseen.came(104, false);
    assert.equal(unseen.count, 1);
  });

  it('are not fewer than none where the list became shorter', () => {
    unseen.came(103, false);
    unseen.came(50, false);
    unseen.came(51, false);
    assert.equal(unseen.count, 4);
  });

  it('are all of another list', () => {
    unseen.came(103, false);
    unseen.reset();
    assert.equal(unseen.count, 0);
    unseen.came(7, false);
    assert.equal(unseen.count, 7);
  });
});

describe('the button to the newest row', () => {
  it('says how many are new, if any are', () => {
    let presses = 0;
    const button = (count: number) => newestLine(count, () => presses++);
    assert.deepEqual(
      [0, 1].map(count => textOf(button(count))),
      ['Newest', '1 new'],
    );
    press(button(1), '1 new');
    assert.equal(presses, 1);
  });
});
