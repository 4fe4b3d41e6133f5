import assert from 'node:assert/strict';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { FrameProgress } from '../../../../src/core/framing/begunFrame.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { incompleteSentence } from '../../../../src/core/sentences/incompleteSentence.ts';

describe('the sentence about an incomplete message', () => {
  const sentences: [FrameProgress, string, Framing?][] = [
    [{ missing: 'content', arrived: 39, announced: 31_522 }, '31,522 bytes announced, 39 have arrived'],
    [{ missing: 'content', arrived: 1, announced: 2 }, '2 bytes announced, 1 has arrived'],
    [{ missing: 'content', arrived: 0, announced: 2000 }, '2,000 bytes announced, none have arrived'],
    [{ missing: 'content', arrived: 0, announced: 1 }, '1 byte announced, but it hasn’t arrived'],
    [
      { missing: 'trailer', arrived: 5, announced: 5 },
      'all 5 announced bytes have arrived, but not the end of the message',
    ],
    [
      { missing: 'trailer', arrived: 1, announced: 1 },
      'the announced byte has arrived, but not the end of the message',
    ],
    [{ missing: 'trailer', arrived: 0, announced: 0 }, 'an empty message was announced, but its end hasn’t arrived'],
    [{ missing: 'header', arrived: 1 }, '1 byte of a header has arrived'],
    [{ missing: 'header', arrived: 3 }, '3 bytes of a header have arrived'],
    [{ missing: 'rest', arrived: 1, announced: 8 }, '1 of 8 bytes has arrived'],
    [{ missing: 'rest', arrived: 3, announced: 8 }, '3 of 8 bytes have arrived'],
    [{ missing: 'end', arrived: 1 }, '1 byte has arrived without the end of a line', { line: 'lf' }],
    [{ missing: 'end', arrived: 39 }, '39 bytes have arrived without the end of a line', 'crlf'],
    [{ missing: 'end', arrived: 1 }, '1 byte has arrived without the end of a message', 'json'],
    [{ missing: 'end', arrived: 2 }, '2 bytes have arrived without the end of a message', { delimiter: '||' }],
    [{ missing: 'start', arrived: 1 }, '1 byte has arrived without the start of a message'],
    [{ missing: 'start', arrived: 5 }, '5 bytes have arrived without the start of a message'],
  ];
  for (const [progress, sentence, framing] of sentences)
    it(`is “${sentence}”`, () => assert.equal(phraseText(incompleteSentence(progress, framing)), sentence));
});
