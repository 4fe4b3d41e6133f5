import assert from 'node:assert/strict';
import { offerTracker } from '../../../../src/host/diagnostics/offerTracker.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('offerTracker', () => {
  freshVscode();

  const url = 'https://example.com/issues';
  const { state, done } = workbenchState;

  it('copies the completed report and opens the tracker', async () => {
    let text = 'as it was opened';
    const offered = offerTracker({ getText: () => text }, url);
    const question = await questions.question('Complete the report');
    text = 'completed';
    question.answer('Copy and Open Tracker');
    await offered;
    assert.equal(state.clipboard, 'completed');
    assert.deepEqual(
      done.shown.map(({ command, args }) => `${command} ${args}`),
      [`openExternal ${url}`],
    );
  });

  it('does nothing when the offer is dismissed', async () => {
    const offered = offerTracker({ getText: () => 'report' }, url);
    (await questions.question('Complete the report')).dismiss();
    await offered;
    assert.equal(state.clipboard, '');
    assert.deepEqual(done.shown, []);
  });
});
