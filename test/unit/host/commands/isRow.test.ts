import assert from 'node:assert/strict';
import { isRow } from '../../../../src/host/commands/isRow.ts';

describe('a row of the Connections view', () => {
  it('is distinguished from what panels and callers pass', () => {
    for (const type of ['endpoint', 'peer', 'closedPeers', 'more', 'saved', 'start']) assert.ok(isRow({ type }), type);
    for (const other of [undefined, null, 'endpoint', {}, { type: 'panel' }, { type: 7 }, { type: 'toString' }])
      assert.ok(!isRow(other), JSON.stringify(other));
  });
});
