import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Outcome } from '../../../../webview/entry/outcome.ts';

describe('an action’s outcome', () => {
  let shown: string[];
  let outcome: Outcome;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    shown = [];
    outcome = new Outcome(() => shown.push(outcome.text));
  });

  afterEach(() => mock.timers.reset());

  it('disappears after a while', async () => {
    await outcome.of(Promise.resolve('Copied 22 bytes'));
    mock.timers.tick(4999);
    assert.equal(outcome.text, 'Copied 22 bytes');
    mock.timers.tick(1);
    assert.deepEqual(shown, ['Copied 22 bytes', '']);
  });

  it('stays if it is a failure, until the next one', async () => {
    await outcome.of(Promise.reject(new Error('No clipboard.')));
    mock.timers.tick(60_000);
    assert.equal(outcome.text, 'No clipboard.');
    await outcome.of(Promise.resolve('Copied'));
    assert.deepEqual(shown, ['No clipboard.', '', 'Copied']);
  });

  it('is shown for its whole time, even right after another one', async () => {
    await outcome.of(Promise.resolve('one'));
    mock.timers.tick(4000);
    await outcome.of(Promise.resolve('two'));
    mock.timers.tick(4999);
    assert.equal(outcome.text, 'two');
  });

  it('is that of the latest action, however long an earlier one takes', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const earlier = outcome.of(promise);
    await outcome.of(Promise.resolve('later'));
    resolve('earlier');
    await earlier;
    assert.equal(outcome.text, 'later');
    const cleared = outcome.of(Promise.resolve('cleared'));
    outcome.clear();
    await cleared;
    assert.equal(outcome.text, '');
  });
});
