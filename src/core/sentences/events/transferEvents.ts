/** Sentences for events of files. */
import { formatBytes, formatPart } from '../../bytes/formatBytes.ts';
import { joined, numeral, type Phrase, phrase } from '../../phrase.ts';
import type { EventCode, EventOf } from '../../transcriptEntry.ts';
import type { FramedFlaw } from '../../transfer/framedDecoder.ts';
import { failureReason } from '../errors/errorSentence.ts';

export const transferEvents = {
  fileSent: (event, peer) =>
    throughSentence(event, (name, figures) => phrase('sent “{0}” to {1} ({2})', name, peer, figures)),
  fileReceived: (event, peer) =>
    throughSentence(event, (name, figures) => phrase('received “{0}” from {1} ({2})', name, peer, figures)),
  transferFailed: (event, peer) => transferFailedSentence(event, peer),
  transferCancelled: (event, peer) => transferCancelledSentence(event, peer),
  notFramed: ({ name, flaw }) =>
    phrase(
      'the data isn’t a framed file: {0}; everything up to the end of the stream is saved as “{1}”',
      flaw ? framedFlaws[flaw]() : phrase('the stream ended within a line'),
      name,
    ),
} satisfies { [Code in EventCode]?: (event: EventOf<Code>, peer: string) => Phrase };

const framedFlaws: Record<FramedFlaw, () => Phrase> = {
  notFramed: () => phrase('a line doesn’t begin with “{0}”, or contains control characters', '{'),
  lineTooLong: () => phrase('a line is too long'),
  invalidJson: () => phrase('a line isn’t valid JSON'),
  invalidMessage: () => phrase('a field is missing or wrong'),
  unknownType: () => phrase('the first message has an unknown type'),
  outOfOrder: () => phrase('a message is out of order'),
};

type FileThrough = EventOf<'fileSent' | 'fileReceived'>;

/**
 * Returns `received “photo.png” from 127.0.0.1:5000 (1.2 MB in 0.4 s), SHA-256 3f2ab1c4…`, for example. `sentence`
 * writes the part up to the figures.
 */
function throughSentence(event: FileThrough, sentence: (name: string, figures: Phrase) => Phrase): Phrase {
  const { name, files, bytes, sha256, resumedAt, datagrams, ended } = event;
  const facts = [
    sentence(name, figuresText(event)),
    ...(resumedAt === undefined ? [] : [resumedText(resumedAt, files === 1 ? bytes : undefined)]),
    ...(datagrams === undefined ? [] : [datagramsSentence(datagrams)]),
    // The full hash is on the card and in exports.
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256.slice(0, 8)}…`]),
    ...(ended ? [phrase('then ended the stream')] : []),
  ];
  return joined(facts, ', ');
}

function figuresText({ files, bytes, durationMs, resumedAt = 0 }: FileThrough): Phrase {
  const taken = durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
  // A resumed transfer skipped the bytes that were already there.
  const moved = formatBytes(files === 1 ? bytes - resumedAt : bytes);
  return files === 1 ? phrase('{0} in {1}', moved, taken) : phrase('{0} files, {1} in {2}', files, moved, taken);
}

function resumedText(resumedAt: number, size: number | undefined): Phrase {
  return size === undefined
    ? phrase('resumed at {0}', formatBytes(resumedAt))
    : phrase('resumed at {0} of {1}', ...formatPart(resumedAt, size));
}

function datagramsSentence(datagrams: number): Phrase {
  return datagrams === 1
    ? phrase('in 1 datagram, delivery unknown')
    : phrase('in {0} datagrams, delivery unknown', numeral(datagrams));
}

function transferFailedSentence(event: EventOf<'transferFailed'>, peer: string): Phrase {
  const { direction, name, bytes } = event;
  const reason = failureReason(event.failure);
  // The sentence for FILE_INCOMPLETE already contains the progress.
  const isStart = bytes > 0 && event.failure.code !== 'FILE_INCOMPLETE';
  if (direction === 'in')
    return isStart
      ? phrase('“{0}” was only partly received from {1} ({2}): {3}', name, peer, formatBytes(bytes), reason)
      : phrase('“{0}” wasn’t received from {1}: {2}', name, peer, reason);
  return isStart
    ? phrase('“{0}” was only partly sent to {1} ({2}): {3}', name, peer, formatBytes(bytes), reason)
    : phrase('“{0}” wasn’t sent to {1}: {2}', name, peer, reason);
}

function transferCancelledSentence(event: EventOf<'transferCancelled'>, peer: string): Phrase {
  const { direction, name, bytes } = event;
  if (bytes === 0)
    return direction === 'in'
      ? phrase('receiving “{0}” from {1} was canceled', name, peer)
      : phrase('sending “{0}” to {1} was canceled', name, peer);
  return direction === 'in'
    ? phrase('receiving “{0}” from {1} was canceled after {2}', name, peer, formatBytes(bytes))
    : phrase('sending “{0}” to {1} was canceled after {2}', name, peer, formatBytes(bytes));
}
