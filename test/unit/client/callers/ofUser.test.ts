import assert from 'node:assert/strict';
import { noteAnswer, withAnswers } from '../../../../src/client/callers/answers.ts';
import { isOfUser, ofUser } from '../../../../src/client/callers/ofUser.ts';

describe('an argument of a command', () => {
  it('stands for a gesture of the user if it was marked', () => {
    const row = { type: 'endpoint', endpoint: 'e' };
    assert.equal(ofUser(row), row);
    assert.ok(isOfUser(row));
  });

  it('doesn’t if it only looks the same, or is anything else', () => {
    const row = ofUser({ type: 'endpoint', endpoint: 'e' });
    const others = [
      { ...row },
      Object.create(row),
      [row],
      { type: 'panel' },
      { webview: 'portside.panel' },
      null,
      'e',
      0,
    ];
    for (const other of others) assert.ok(!isOfUser(other), JSON.stringify(other));
  });

  it('proves nothing if there is none, until the user has answered what the command asked', () => {
    assert.ok(!isOfUser(undefined));
    withAnswers(() => {
      assert.ok(!isOfUser(undefined));
      noteAnswer();
      assert.ok(isOfUser(undefined) && !isOfUser({ endpoint: 'e' }));
    });
    assert.ok(!isOfUser(undefined));
  });
});
