import assert from 'node:assert/strict';
import { isOfUser, ofUser } from '../../../../src/host/commands/ofUser.ts';

describe('an argument of a command', () => {
  it('stands for a gesture of the user if it was marked, or there is none', () => {
    const row = { type: 'endpoint', endpoint: 'e' };
    assert.equal(ofUser(row), row);
    assert.ok(isOfUser(row) && isOfUser(undefined));
  });

  it('doesn’t if it only looks the same, or is anything else', () => {
    const row = ofUser({ type: 'endpoint', endpoint: 'e' });
    for (const other of [
      { ...row },
      Object.create(row),
      [row],
      { type: 'panel' },
      { webview: 'portside.panel' },
      null,
      'e',
      0,
    ])
      assert.ok(!isOfUser(other), JSON.stringify(other));
  });
});
