import assert from 'node:assert/strict';
import { TextError } from '../../../src/core/phrase.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { errorText, problemSentence, troubleOf } from '../../../webview/errorText.ts';

describe('an error as text', () => {
  it('is core’s sentence with its values, or the message', () => {
    assert.equal(errorText(new TextError('“{0}” is not hex.', 'xy')), '“xy” is not hex.');
    assert.equal(errorText(new Error('It failed.')), 'It failed.');
  });

  it('is capitalized, with a period as a field’s problem', () => {
    const error = new TextError('the port of {0} is missing', 'a');
    assert.equal(errorText(error), 'The port of a is missing');
    assert.equal(problemSentence(error), 'The port of a is missing.');
    assert.equal(problemSentence(new Error('as the host said it')), 'as the host said it');
  });

  it('is a note if nothing failed', () => {
    const message = 'Answer it first.';
    assert.deepEqual(troubleOf(new SocketError('QUESTION_OPEN', {}, { message })), { text: message, isNote: true });
    assert.deepEqual(troubleOf(new SocketError('NO_VIDEO', {}, { message })), { text: message, isNote: false });
    assert.deepEqual(troubleOf(new Error(message)), { text: message, isNote: false });
  });
});
