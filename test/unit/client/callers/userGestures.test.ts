import assert from 'node:assert/strict';
import { noteAnswer, trackAnswers } from '../../../../src/client/callers/userAnswers.ts';
import { isUserGesture, markUserArgument } from '../../../../src/client/callers/userGestures.ts';

describe('a command argument', () => {
  it('represents a user gesture if it was marked', () => {
    const row = { type: 'endpoint', endpoint: 'e' };
    assert.equal(markUserArgument(row), row);
    assert.ok(isUserGesture(row));
  });

  it('doesn’t represent one if it only looks the same, or is anything else', () => {
    const row = markUserArgument({ type: 'endpoint', endpoint: 'e' });
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
    for (const other of others) assert.ok(!isUserGesture(other), JSON.stringify(other));
  });

  it('proves nothing if missing, until the user has answered the command’s question', () => {
    assert.ok(!isUserGesture(undefined));
    trackAnswers(() => {
      assert.ok(!isUserGesture(undefined));
      noteAnswer();
      assert.ok(isUserGesture(undefined) && !isUserGesture({ endpoint: 'e' }));
    });
    assert.ok(!isUserGesture(undefined));
  });
});
