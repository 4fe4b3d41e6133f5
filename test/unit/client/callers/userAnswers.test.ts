import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { hasUserAnswered, noteAnswer, trackAnswers } from '../../../../src/client/callers/userAnswers.ts';
import { confirmed } from '../../../../src/host/shown/notices.ts';
import { askItem, askText } from '../../../../src/host/shown/questions.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the user’s answers to a command', () => {
  freshVscode();

  const asking = {
    list: () => askItem([{ label: 'a' }], { placeHolder: 'Which?' }),
    field: () => askText({ prompt: 'Which?' }),
    dialog: () => confirmed('Which?', 'a'),
  };

  for (const [what, ask] of Object.entries(asking))
    it(`count when a ${what} was answered, and not when it was dismissed`, () =>
      trackAnswers(async () => {
        const dismissed = Promise.allSettled([ask()]);
        (await questions.question('Which?')).dismiss();
        await dismissed;
        assert.equal(hasUserAnswered(), false);
        const answered = ask();
        (await questions.question('Which?')).answer('a');
        await answered;
        assert.equal(hasUserAnswered(), true);
      }));

  it('count for that command alone, whatever else runs', async () => {
    const answers = await Promise.all(
      [true, false, true].map(isAnswered =>
        trackAnswers(async () => {
          await turn();
          if (isAnswered) noteAnswer();
          await turn();
          return hasUserAnswered();
        }),
      ),
    );
    assert.deepEqual(answers, [true, false, true]);
    noteAnswer();
    assert.equal(hasUserAnswered(), false);
  });
});
