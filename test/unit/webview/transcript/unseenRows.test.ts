import assert from 'node:assert/strict';
import { nothing } from 'lit';
import { UnseenRows } from '../../../../webview/transcript/unseenRows.ts';
import { press, textOf } from '../../../support/templates.ts';

describe('the line about unseen rows', () => {
  let layout: { follows: boolean };
  let unseen: UnseenRows;
  let presses: number;

  const line = () => unseen.line(() => presses++);
  const label = () => (line() === nothing ? undefined : textOf(line()));
  /** Rows come up to this position. */
  const came = (end: number, follows = false) => {
    layout.follows = follows;
    unseen.came(end);
  };

  beforeEach(() => {
    layout = { follows: true };
    unseen = new UnseenRows(layout);
    presses = 0;
    came(100, true);
  });

  it('is absent while the list follows the newest row', () => {
    assert.equal(label(), undefined);
    layout.follows = false;
    assert.equal(label(), 'Newest');
  });

  it('counts those that came while the list doesn’t follow the newest', () => {
    came(103);
    came(103);
    came(105);
    assert.equal(label(), '5 new');
    press(line(), '5 new');
    assert.equal(presses, 1);
  });

  it('counts none that came while it did', () => {
    came(200, true);
    came(201);
    assert.equal(label(), '1 new');
  });

  it('counts from when the list last followed', () => {
    came(103);
    layout.follows = true;
    assert.equal(label(), undefined);
    layout.follows = false;
    assert.equal(label(), 'Newest');
    came(104);
    assert.equal(label(), '1 new');
  });

  it('never counts below zero if the list became shorter', () => {
    came(103);
    came(50);
    came(51);
    assert.equal(label(), '4 new');
  });

  it('counts all of another list', () => {
    came(103);
    unseen.reset();
    assert.equal(label(), 'Newest');
    came(7);
    assert.equal(label(), '7 new');
  });
});
