/** Events of framing and of automatic replies, and changes of the config, as sentences. */
import { fieldEffect, type LiveField } from '../../config/configChange.ts';
import { expectedPhrase } from '../../framing/brokenEnvelope.ts';
import { joined, numeral, type Phrase, phrase } from '../../phrase.ts';
import { maxKeptBytes } from '../../rules/peerMemory.ts';
import type { EventCode, EventOf } from '../../transcriptEntry.ts';
import { framingLabel } from '../framingLabel.ts';
import { fieldNames } from './fieldNames.ts';

export const messageEvents = {
  unterminatedFrame: ({ bytes }) =>
    bytes === 1
      ? phrase('the stream ended in the middle of a message, after 1 byte')
      : phrase('the stream ended in the middle of a message, after {0} bytes', bytes),
  malformedFrame: ({ bytes }) =>
    bytes === 1
      ? phrase('a message can’t be decoded; its only byte is shown as received')
      : phrase('a message can’t be decoded; its {0} bytes are shown as received', bytes),
  noise: ({ bytes }) =>
    bytes === 1
      ? phrase('1 byte was received between two messages; it gets no reply')
      : phrase('{0} bytes were received between two messages; they get no reply', bytes),
  framingChanged: ({ framing }) => phrase('framing changed: {0}', framingLabel(framing)),
  configChanged: ({ fields }) => changedSentence(fields),
  frameTooLong: ({ maxFrameBytes }) =>
    phrase(
      'a message is longer than {0} bytes and is shown in pieces; if this is expected, raise “Max message size” (maxFrameBytes)',
      maxFrameBytes,
    ),
  frameCut: () =>
    phrase('a message is shown in pieces, because the unfinished messages of all connections take up too much memory'),
  brokenLengthPrefix: ({ length, maxFrameBytes }) =>
    phrase(
      'the length prefix announces {0} bytes, more than the {1} allowed; from here on, data is shown as it arrives. If the length is right, raise “Max message size” (maxFrameBytes); otherwise change the framing',
      length,
      maxFrameBytes,
    ),
  brokenEnvelope: event => {
    const [at, part] = [numeral(event.at + 1), expectedPhrase(event)];
    return event.resumes
      ? phrase('byte {0} of a message doesn’t fit the framing, which expects {1} there', at, part)
      : phrase(
          'byte {0} of a message doesn’t fit the framing, which expects {1} there; from here on, data is shown as it arrives. Change the framing',
          at,
          part,
        );
  },
  echoLoop: () => phrase('reply loop detected; automatic replies stopped'),
  growingAnswers: ({ rules }) => growingSentence(rules),
  patternTimedOut: ({ rule, bytes, ms }) =>
    phrase(
      'reply rule {0} was skipped for a message of {1} bytes: its pattern took longer than {2} s',
      rule + 1,
      numeral(bytes),
      ms / 1000,
    ),
  patternFailed: event => patternFailedSentence(event),
  captureTooLong: ({ rule, names }) =>
    phrase(
      'rule {0} captured too much for later rules ({1}): the captures of one peer can have {2} bytes together',
      rule + 1,
      names.join(', '),
      numeral(maxKeptBytes),
    ),
  datagramsUnanswered: () => phrase('some datagrams got no reply: too many were waiting for pattern matching'),
} satisfies { [Code in EventCode]?: (event: EventOf<Code>, peer: string) => Phrase };

/** Lists the fields that have taken effect, and those that take effect with the next connection. */
function changedSentence(fields: readonly LiveField[]): Phrase {
  const named = (later: boolean) =>
    fields.filter(key => (fieldEffect(key) === 'nextConnection') === later).map(key => fieldNames[key]());
  const [now, later] = [named(false), named(true)];
  const [nowText, laterText] = [joined(now, ', '), joined(later, ', ')];
  if (later.length === 0) return phrase('settings changed: {0}', nowText);
  return now.length === 0
    ? phrase('settings changed for new connections: {0}', laterText)
    : phrase('settings changed: {0}; for new connections: {1}', nowText, laterText);
}

function growingSentence(rules: EventOf<'growingAnswers'>['rules']): Phrase {
  const names = rules.map(({ endpoint, rule }) => phrase('rule {0} of “{1}”', rule + 1, endpoint));
  return phrase(
    'reply loop detected: each reply is longer than the one before ({0}); automatic replies stopped until the next message',
    joined(names, ', '),
  );
}

function patternFailedSentence({ rule, bytes, detail }: EventOf<'patternFailed'>): Phrase {
  const [reason = ''] = detail.split('\n', 1);
  const length = numeral(bytes);
  if (rule === undefined)
    return bytes === 1
      ? phrase('a message of 1 byte wasn’t searched: the search failed ({0})', reason)
      : phrase('a message of {0} bytes wasn’t searched: the search failed ({1})', length, reason);
  return bytes === 1
    ? phrase('reply rule {0} was skipped for a message of 1 byte: its pattern failed ({1})', rule + 1, reason)
    : phrase(
        'reply rule {0} was skipped for a message of {1} bytes: its pattern failed ({2})',
        rule + 1,
        length,
        reason,
      );
}
