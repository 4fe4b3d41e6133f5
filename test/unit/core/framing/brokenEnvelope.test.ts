import assert from 'node:assert/strict';
import { expectedPhrase, isExpectedPart } from '../../../../src/core/framing/brokenEnvelope.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

describe('a broken envelope', () => {
  it('says what was expected', () => {
    assert.equal(phraseText(expectedPhrase({ expected: 'digit' })), 'a decimal digit');
    assert.equal(phraseText(expectedPhrase({ expected: 'greaterLength', least: 1200 })), 'a length of at least 1,200');
    assert.equal(phraseText(expectedPhrase({ expected: 'sameLength', least: 5 })), 'a length of 5, as before');
    assert.equal(
      phraseText(expectedPhrase({ expected: 'shorterJsonHeader', least: 16_384 })),
      'a JSON header of at most 16,384 bytes',
    );
  });

  it('expects only parts that have words', () => {
    for (const part of ['digit', 'trailer', 'bcdDigits', 'endOfHeader']) assert.ok(isExpectedPart(part));
    for (const part of ['toString', '__proto__', '', 5, undefined]) assert.ok(!isExpectedPart(part));
  });
});
