import assert from 'node:assert/strict';
import { TextError } from '../../../src/core/phrase.ts';
import { errorText } from '../../../webview/errorText.ts';

describe('an error as a text', () => {
  it('is the sentence of what core says, with its values, or the message', () => {
    assert.equal(errorText(new TextError('“{0}” is not hex.', 'xy')), '“xy” is not hex.');
    assert.equal(errorText(new Error('It failed.')), 'It failed.');
  });
});
