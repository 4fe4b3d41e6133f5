import assert from 'node:assert/strict';
import { joined, phrase, phraseOf, TextError, textErrorOf, toldPhrase } from '../../../src/core/phrase.ts';

const german: Record<string, string> = { '{0} in {1}': 'in {1}: {0}', 'no {0}': 'kein {0}' };
const inGerman = (template: string, ...args: (string | number)[]) =>
  (german[template] ?? template).replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)]));

describe('a phrase', () => {
  it('is reported in English with its arguments in their places', () => {
    assert.equal(toldPhrase(phrase('{1} before {0}, {1}', 'b', 1)), '1 before b, 1');
  });

  it('leaves a place alone for which there is no argument', () => {
    assert.equal(toldPhrase(phrase('{0} {1}', 'a')), 'a {1}');
  });

  it('doesn’t take braces in an argument for a place', () => {
    assert.equal(toldPhrase(phrase('{0}', '{0}')), '{0}');
  });

  it('is translated with the phrases that it contains', () => {
    assert.equal(toldPhrase(phrase('{0} in {1}', phrase('no {0}', 'port'), 7), inGerman), 'in 7: kein port');
  });
});

describe('words', () => {
  it('are a text as it is, or a phrase', () => {
    assert.equal(toldPhrase('{0}', inGerman), '{0}');
    assert.equal(toldPhrase(phrase('no {0}', 'port'), inGerman), 'kein port');
  });

  it('are joined without being translated as one', () => {
    const all = joined('a {1} ', phrase('no {0}', 'port'), ': ', 7);
    assert.equal(toldPhrase(all, inGerman), 'a {1} kein port: 7');
  });
});

describe('an error with a phrase', () => {
  it('has the English sentence as its message, and the phrase to be translated', () => {
    const error = new TextError('no {0}', phrase('{0} in {1}', 1, 2));
    assert.ok(error instanceof RangeError);
    assert.equal(error.message, 'no 1 in 2');
    assert.deepEqual(phraseOf(error), phrase('no {0}', phrase('{0} in {1}', 1, 2)));
  });

  it('is made again from a phrase', () => {
    const reason = phrase('no {0}', 'port');
    assert.deepEqual(phraseOf(textErrorOf(reason)), reason);
    assert.equal(textErrorOf(reason).message, 'no port');
  });

  it('is distinguished from other errors', () => {
    for (const other of [new RangeError('x'), undefined, { phrase: phrase('x') }])
      assert.equal(phraseOf(other), undefined);
  });
});
