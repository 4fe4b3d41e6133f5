import assert from 'node:assert/strict';
import { TextError } from '../../../src/core/phrase.ts';
import { errorText, problemSentence } from '../../../webview/errorText.ts';

describe('an error as a text', () => {
  it('is the sentence of what core says, with its values, or the message', () => {
    assert.equal(errorText(new TextError('“{0}” is not hex.', 'xy')), '“xy” is not hex.');
    assert.equal(errorText(new Error('It failed.')), 'It failed.');
  });

  it('has a capital, and a period as the problem of a field', () => {
    const error = new TextError('the port of {0} is missing', 'a');
    assert.equal(errorText(error), 'The port of a is missing');
    assert.equal(problemSentence(error), 'The port of a is missing.');
    assert.equal(problemSentence(new Error('as the host said it')), 'as the host said it');
  });
});
