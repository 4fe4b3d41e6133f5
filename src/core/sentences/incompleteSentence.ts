/** Sentences that say how much of a message has arrived, and what is missing. */
import type { Framing } from '../endpointConfig.ts';
import type { FrameProgress } from '../framing/begunFrame.ts';
import { plainFraming } from '../framing/namedFramings.ts';
import { numeral, type Phrase, phrase } from '../phrase.ts';

export function incompleteSentence(progress: FrameProgress, framing: Framing = 'none'): Phrase {
  const { missing, arrived, announced = 0 } = progress;
  const [have, all] = [numeral(arrived), numeral(announced)];
  switch (missing) {
    case 'header':
      return arrived === 1
        ? phrase('1 byte of a header has arrived')
        : phrase('{0} bytes of a header have arrived', have);
    case 'content':
      return contentSentence(arrived, announced);
    case 'trailer':
      if (announced === 0) return phrase('an empty message was announced, but its end hasn’t arrived');
      return announced === 1
        ? phrase('the announced byte has arrived, but not the end of the message')
        : phrase('all {0} announced bytes have arrived, but not the end of the message', all);
    case 'rest':
      return arrived === 1
        ? phrase('1 of {0} bytes has arrived', all)
        : phrase('{0} of {1} bytes have arrived', have, all);
    case 'end':
      return hasLines(framing) ? unendedLine(arrived) : unendedMessage(arrived);
    case 'start':
      return arrived === 1
        ? phrase('1 byte has arrived without the start of a message')
        : phrase('{0} bytes have arrived without the start of a message', have);
  }
}

function contentSentence(arrived: number, announced: number): Phrase {
  const [have, all] = [numeral(arrived), numeral(announced)];
  if (announced === 1) return phrase('1 byte announced, but it hasn’t arrived');
  if (arrived === 0) return phrase('{0} bytes announced, none have arrived', all);
  return arrived === 1
    ? phrase('{0} bytes announced, 1 has arrived', all)
    : phrase('{0} bytes announced, {1} have arrived', all, have);
}

function unendedLine(arrived: number): Phrase {
  return arrived === 1
    ? phrase('1 byte has arrived without the end of a line')
    : phrase('{0} bytes have arrived without the end of a line', numeral(arrived));
}

function unendedMessage(arrived: number): Phrase {
  return arrived === 1
    ? phrase('1 byte has arrived without the end of a message')
    : phrase('{0} bytes have arrived without the end of a message', numeral(arrived));
}

function hasLines(framing: Framing): boolean {
  const plain = plainFraming(framing);
  return typeof plain === 'object' && 'line' in plain;
}
