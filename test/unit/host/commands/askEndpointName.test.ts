import assert from 'node:assert/strict';
import { askEndpointName } from '../../../../src/host/commands/askEndpointName.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('an endpoint’s name', () => {
  freshVscode();

  it('is asked for with a suggestion, and can’t be empty, too long or taken', async () => {
    const asking = askEndpointName({ title: 'Save', prompt: 'Name', value: 'mine', taken: new Set(['yours']) });
    const question = await questions.question(/^Save\nName/);
    assert.equal(question.value, 'mine');
    const problem = async (text: string) => question.validate(text);
    assert.equal(await problem(' '), 'Enter a name.');
    assert.equal(await problem('x'.repeat(201)), 'Use at most 200 characters.');
    assert.equal(await problem('yours'), '“yours” already exists.');
    assert.equal(await problem('x'.repeat(200)), undefined);
    question.answer('ours');
    assert.equal(await asking, 'ours');
  });
});
