import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { ComposerOutcome } from '../../../../webview/composer/composerOutcome.ts';

describe('the outcome of an action in the composer', () => {
  const about = { target: 'all', openedAt: 1, obstacle: undefined };
  let updates: number;
  let outcome: ComposerOutcome;

  const shown = () => [outcome.failure, outcome.note];

  beforeEach(() => {
    updates = 0;
    outcome = new ComposerOutcome({ requestUpdate: () => updates++ });
    outcome.update(about);
  });

  it('is nothing, an error or a note, which are drawn', async () => {
    assert.deepEqual(shown(), [undefined, undefined]);
    await outcome.attempt(async () => outcome.say('Done.'));
    assert.deepEqual(shown(), [undefined, 'Done.']);
    await outcome.attempt(async () => {
      assert.deepEqual(shown(), [undefined, undefined], 'an action begins without the outcome of the one before');
      throw new Error('No.');
    });
    assert.deepEqual(shown(), ['No.', undefined]);
    const before = updates;
    outcome.clear();
    outcome.clear();
    outcome.fail(undefined);
    assert.deepEqual([shown(), updates], [[undefined, undefined], before + 1], 'drawn once');
  });

  it('is a note if a question was refused, since nothing failed, until there is an obstacle', async () => {
    const message = 'Another question is still open.';
    const refused = async () => Promise.reject(new SocketError('QUESTION_OPEN', {}, { message }));
    await outcome.attempt(refused);
    assert.deepEqual(shown(), [undefined, message]);
    outcome.update(about);
    assert.equal(outcome.note, message);
    outcome.update({ ...about, obstacle: 'Nobody is there.' });
    assert.equal(outcome.note, undefined);
  });

  it('doesn’t concern another target or another connection', () => {
    for (const other of [{ target: { id: 'p1' } }, { openedAt: 2 }]) {
      outcome.update(about);
      outcome.fail('No.');
      outcome.update(about);
      assert.equal(outcome.failure, 'No.');
      outcome.update({ ...about, ...other });
      assert.equal(outcome.failure, undefined, JSON.stringify(other));
    }
  });

  it('disappears with the obstacle that it names, while any other error stays', () => {
    for (const [failure, left] of [
      ['Nobody is there.', undefined],
      ['No.', 'No.'],
    ] as const) {
      outcome.update({ ...about, obstacle: 'Nobody is there.' });
      outcome.fail(failure);
      outcome.update({ ...about, obstacle: 'Nobody is there.' });
      assert.equal(outcome.failure, failure);
      outcome.update(about);
      assert.equal(outcome.failure, left);
    }
  });
});
