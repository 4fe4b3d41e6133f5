import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { pick } from '../../../../src/host/shown/pick.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a choice', () => {
  freshVscode();

  it('is an error without items, is asked even for one, and can be dismissed', async () => {
    await assert.rejects(pick([], 'Which?', 'There is none.'), { name: 'RangeError', message: 'There is none.' });
    const chosen = assert.rejects(pick([{ label: 'a', description: '', value: 1 }], 'Which?', ''), Dismissed);
    (await questions.question('Which?')).dismiss();
    await chosen;
  });
});
