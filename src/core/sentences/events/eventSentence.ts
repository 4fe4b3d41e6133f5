/**
 * A transcript's events as sentences. Some say what a peer did and follow its name: “disconnected”. A sentence about
 * what Portside did with a peer names the peer itself, so that it says who sent what to whom: “received “a.txt” from 127.0.0.1:5000”.
 */
import { withoutScheme } from '../../address.ts';
import { formatBytes, formatPart } from '../../bytes/formatBytes.ts';
import { fieldEffect, type LiveField } from '../../configChange.ts';
import type { TlsSign } from '../../foreignTls.ts';
import { joined, type Phrase, phrase, verbatim } from '../../phrase.ts';
import type { Origin, TranscriptEvent, UnreadableReason } from '../../transcriptEntry.ts';
import type { FramedFlaw } from '../../transfer/framedDecoder.ts';
import { failureReason, failureSentence } from '../errors/errorSentence.ts';
import { fileReasonOf } from '../errors/fileReason.ts';
import { framingLabel } from '../framingLabel.ts';
import { fieldNames } from './fieldNames.ts';

type Code = TranscriptEvent['code'];
/** A sentence for each code, in which `{…}` are the event's parameters and `peer` is its peer's address. */
type Sentences = { [C in Code]: (event: TranscriptEvent & { code: C }, peer: string) => Phrase };

const sentences: Sentences = {
  listening: ({ address }) => phrase('listening on {0}', address),
  bound: event => boundSentence(event),
  portTaken: ({ address }) => phrase('{0} is now in use; using a free port instead', withoutScheme(address)),
  connecting: ({ address }) => phrase('connecting to {0}', address),
  peerConnected: () => phrase('connected'),
  peerHeard: () => phrase('sent its first datagram'),
  peerEnded: () => phrase('closed its side of the connection; Portside can still send'),
  peerClosed: ({ by }) => (by === 'peer' ? phrase('disconnected') : phrase('disconnected by Portside')),
  peerReset: ({ by }) =>
    by === 'peer' ? phrase('reset the connection (ECONNRESET)') : phrase('connection reset by Portside'),
  peerRefused: ({ address, maxPeers }) =>
    maxPeers === 1
      ? phrase('connection from {0} refused: the limit of 1 client has been reached (maxPeers)', address)
      : phrase('connection from {0} refused: the limit of {1} clients has been reached (maxPeers)', address, maxPeers),
  peerFailed: ({ failure }) => failureSentence(failure),
  sendFailed: ({ failure, origin, reason }) => notSentSentence(reason ?? failureSentence(failure), origin),
  failed: ({ failure }) => failureSentence(failure),
  reconnecting: ({ attempt, delayMs, failure }) => {
    const wait = phrase('reconnecting in {0} s (attempt {1})', delayMs / 1000, attempt);
    return failure ? joined([failureSentence(failure), wait], '; ') : wait;
  },
  unterminatedFrame: ({ bytes }) =>
    bytes === 1
      ? phrase('the stream ended in the middle of a message, after 1 byte')
      : phrase('the stream ended in the middle of a message, after {0} bytes', bytes),
  malformedFrame: ({ bytes }) =>
    bytes === 1
      ? phrase('a message can’t be decoded; its only byte is shown as received')
      : phrase('a message can’t be decoded; its {0} bytes are shown as received', bytes),
  framingChanged: ({ framing }) => phrase('framing changed: {0}', framingLabel(framing)),
  configChanged: ({ fields }) => changedSentence(fields),
  frameTooLong: ({ maxFrameBytes }) =>
    phrase(
      'a message is longer than {0} bytes and is shown in pieces; if this is expected, raise “Max message size” (maxFrameBytes)',
      maxFrameBytes,
    ),
  brokenLengthPrefix: event => brokenLengthSentence(event),
  datagramsDropped: ({ datagrams }) =>
    datagrams === 1
      ? phrase('1 datagram was dropped because the disk is too slow')
      : phrase('{0} datagrams were dropped because the disk is too slow', datagrams),
  datagramsLost: ({ datagrams }) =>
    datagrams === 1
      ? phrase('the system dropped 1 datagram: datagrams arrived faster than they could be read')
      : phrase('the system dropped {0} datagrams: they arrived faster than they could be read', datagrams),
  sendingPaused: ({ failure: { params } }) =>
    phrase(
      'sending paused because the transcript can’t be written to disk: {0}',
      fileReasonOf({ code: `${params.reason}`, params: { detail: params.detail ?? '' } }),
    ),
  filesDeleted: ({ entries }) =>
    entries === 0
      ? phrase('another program deleted this transcript’s files; they were rewritten')
      : phrase(
          'another program deleted this transcript’s files; entries lost: {0}; the rest were rewritten',
          entries.toLocaleString(),
        ),
  echoLoop: () => phrase('reply loop detected; automatic replies stopped'),
  growingAnswers: ({ rules }) => growingSentence(rules),
  patternTimedOut: ({ rule, bytes, ms }) =>
    phrase(
      'reply rule {0} was skipped for a message of {1} bytes: its pattern took longer than {2} s',
      rule + 1,
      bytes.toLocaleString(),
      ms / 1000,
    ),
  patternFailed: event => patternFailedSentence(event),
  datagramsUnanswered: () => phrase('some datagrams got no reply: too many were waiting for pattern matching'),
  unexpectedTls: ({ sign }) => tlsSentences[sign](),
  interrupted: () => phrase('the window closed unexpectedly; rows from the last 50 ms may be missing'),
  rowsUnreadable: ({ rows }) => {
    if (rows === undefined) return phrase('the last rows could not be read: the file on disk is damaged or truncated');
    return rows === 1 ? phrase('1 row could not be read') : phrase('{0} rows could not be read', rows.toLocaleString());
  },
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
  videoStarted: ({ direction }, peer) =>
    direction === 'in' ? phrase('started showing video from {0}', peer) : phrase('started sending video to {0}', peer),
  videoEnded: (event, peer) => videoSentence(event, peer),
  pictureTooLarge: ({ bytes, maxFrameBytes }, peer) =>
    bytes === undefined
      ? phrase(
          'a video frame from {0} is larger than the max message size of {1}: to show the video, raise “Max message size” (maxFrameBytes)',
          peer,
          formatBytes(maxFrameBytes),
        )
      : phrase(
          'a video frame from {0} is {1}, but the max message size is {2}: to show the video, raise “Max message size” (maxFrameBytes) to at least {3} bytes',
          peer,
          formatBytes(bytes),
          formatBytes(maxFrameBytes),
          bytes,
        ),
  pictureUnreadable: ({ frames, reason, detail = '' }, peer) => {
    const why = unreadableReasons[reason](detail);
    return frames === 1
      ? phrase('a video frame from {0} can’t be shown: {1}', peer, why)
      : phrase('{0} video frames from {1} can’t be shown; the last one: {2}', frames, peer, why);
  },
  closed: () => phrase('closed'),
};

const tlsSentences: Record<TlsSign, () => Phrase> = {
  clientHello: () => phrase('This client speaks TLS; the server expects plain TCP'),
  dtlsClientHello: () => phrase('This sender speaks DTLS; the socket expects plain UDP'),
  alert: () => phrase('This server expects TLS: it answered with a TLS alert, but this endpoint uses plain TCP'),
  httpsPort: () =>
    phrase('This server expects TLS on this port (HTTPS), but this endpoint uses plain TCP. Try its HTTP port'),
};

const framedFlaws: Record<FramedFlaw, () => Phrase> = {
  notFramed: () => phrase('a line doesn’t begin with “{0}”, or contains control characters', '{'),
  lineTooLong: () => phrase('a line is too long'),
  invalidJson: () => phrase('a line isn’t valid JSON'),
  invalidMessage: () => phrase('a field is missing or wrong'),
  unknownType: () => phrase('the first message has an unknown type'),
  outOfOrder: () => phrase('a message is out of order'),
};

const unreadableReasons: Record<UnreadableReason, (detail: string) => Phrase> = {
  empty: () => phrase('it is empty'),
  unknown: () => phrase('it isn’t a pickle, JPEG, PNG or WebP'),
  cutImage: () => phrase('the image is damaged or truncated'),
  brokenPickle: () => phrase('the pickle is damaged, or too large to be read'),
  otherPickle: detail =>
    detail === ''
      ? phrase('the pickle doesn’t contain a picture')
      : phrase('the pickle would call {0}, which Portside never does', detail),
  wrongElementType: detail => phrase('its elements are of type {0}, not uint8', detail),
  wrongShape: detail => phrase('its shape is {0}, not (height, width) with 1, 3 or 4 channels', detail),
  wrongSize: detail => phrase('its shape {0} doesn’t match its size in bytes', detail),
  wrongOrder: () => phrase('it isn’t stored row by row'),
  tooLarge: detail => phrase('it has {0} pixels, more than can be shown', detail),
};

/** `peer` is the address of the event's peer, if it has one. */
export function eventSentence(event: TranscriptEvent, peer = '?'): Phrase {
  const { code } = event;
  // Another version of Portside may have recorded it: one that this version doesn’t know, or that has other parameters.
  if (!Object.hasOwn(sentences, code)) return verbatim(code);
  try {
    return (sentences[code] as (event: TranscriptEvent, peer: string) => Phrase)(event, peer);
  } catch {
    return verbatim(code);
  }
}

function boundSentence({ address, remote, connected }: TranscriptEvent & { code: 'bound' }): Phrase {
  if (remote === undefined) return phrase('bound to {0}', address);
  return connected
    ? phrase('sending to and receiving only from {0}; bound to {1}', remote, address)
    : phrase('sending to {0}; bound to {1}', remote, address);
}

function growingSentence(rules: (TranscriptEvent & { code: 'growingAnswers' })['rules']): Phrase {
  const names = rules.map(({ endpoint, rule }) => phrase('rule {0} of “{1}”', rule + 1, endpoint));
  return phrase(
    'reply loop detected: each reply is longer than the one before ({0}); automatic replies stopped until the next message',
    joined(names, ', '),
  );
}

function patternFailedSentence({ rule, bytes, detail }: TranscriptEvent & { code: 'patternFailed' }): Phrase {
  const [reason = ''] = detail.split('\n', 1);
  const length = bytes.toLocaleString();
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

/** Lists what has taken effect, and what belongs to a connection and takes effect with the next one. */
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

/** Names the message that wasn't sent: `the reply from rule 3 wasn’t sent: …`. */
function notSentSentence(reason: Phrase, origin: Origin | undefined): Phrase {
  if (typeof origin === 'object') return phrase('the reply from rule {0} wasn’t sent: {1}', origin.rule + 1, reason);
  if (origin === 'greeting') return phrase('the greeting wasn’t sent: {0}', reason);
  return origin === 'echo' ? phrase('the echo wasn’t sent: {0}', reason) : joined([reason], '');
}

type FileThrough = TranscriptEvent & { code: 'fileSent' | 'fileReceived' };

/**
 * `received “photo.png” from 127.0.0.1:5000 (1.2 MB in 0.4 s), SHA-256 3f2ab1c4…`. `sentence` says whose file it is and where it was sent.
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
  // What was transferred over the wire in that time.
  const moved = formatBytes(files === 1 ? bytes - resumedAt : bytes);
  return files === 1 ? phrase('{0} in {1}', moved, taken) : phrase('{0} files, {1} in {2}', files, moved, taken);
}

function resumedText(resumedAt: number, size: number | undefined): Phrase {
  return size === undefined
    ? phrase('resumed at {0}', formatBytes(resumedAt))
    : phrase('resumed at {0} of {1}', ...formatPart(resumedAt, size));
}

function transferFailedSentence(event: TranscriptEvent & { code: 'transferFailed' }, peer: string): Phrase {
  const { direction, name, bytes } = event;
  const reason = failureReason(event.failure);
  // That sentence contains the progress.
  const isStart = bytes > 0 && event.failure.code !== 'FILE_INCOMPLETE';
  if (direction === 'in')
    return isStart
      ? phrase('“{0}” was only partly received from {1} ({2}): {3}', name, peer, formatBytes(bytes), reason)
      : phrase('“{0}” wasn’t received from {1}: {2}', name, peer, reason);
  return isStart
    ? phrase('“{0}” was only partly sent to {1} ({2}): {3}', name, peer, formatBytes(bytes), reason)
    : phrase('“{0}” wasn’t sent to {1}: {2}', name, peer, reason);
}

function transferCancelledSentence(event: TranscriptEvent & { code: 'transferCancelled' }, peer: string): Phrase {
  const { direction, name, bytes } = event;
  if (bytes === 0)
    return direction === 'in'
      ? phrase('receiving “{0}” from {1} was canceled', name, peer)
      : phrase('sending “{0}” to {1} was canceled', name, peer);
  return direction === 'in'
    ? phrase('receiving “{0}” from {1} was canceled after {2}', name, peer, formatBytes(bytes))
    : phrase('sending “{0}” to {1} was canceled after {2}', name, peer, formatBytes(bytes));
}

/** A length is broken if it exceeds the limit, in which case it may be right, or if it is less than its own header. */
function brokenLengthSentence({ length, maxFrameBytes }: TranscriptEvent & { code: 'brokenLengthPrefix' }): Phrase {
  if (BigInt(length) > BigInt(maxFrameBytes))
    return phrase(
      'the length prefix announces {0} bytes, more than the {1} allowed; from here on, data is shown as it arrives. If the length is right, raise “Max message size” (maxFrameBytes); otherwise change the framing',
      length,
      maxFrameBytes,
    );
  return length === '1'
    ? phrase(
        'the length prefix announces 1 byte, less than its own header; from here on, data is shown as it arrives. Change the framing',
      )
    : phrase(
        'the length prefix announces {0} bytes, less than its own header; from here on, data is shown as it arrives. Change the framing',
        length,
      );
}

function datagramsSentence(datagrams: number): Phrase {
  return datagrams === 1
    ? phrase('in 1 datagram, delivery unknown')
    : phrase('in {0} datagrams, delivery unknown', datagrams.toLocaleString());
}

/** `received video from 127.0.0.1:5000: 1,234 pictures (1.1 GB in 41.1 s), 12 skipped` */
function videoSentence(
  { direction, frames, bytes, skipped, durationMs }: TranscriptEvent & { code: 'videoEnded' },
  peer: string,
): Phrase {
  const [size, taken] = [formatBytes(bytes), `${(durationMs / 1000).toFixed(1)} s`];
  const received = () =>
    frames === 1
      ? phrase('received video from {0}: 1 picture ({1} in {2})', peer, size, taken)
      : phrase('received video from {0}: {1} pictures ({2} in {3})', peer, frames.toLocaleString(), size, taken);
  const sent = () =>
    frames === 1
      ? phrase('sent video to {0}: 1 picture ({1} in {2})', peer, size, taken)
      : phrase('sent video to {0}: {1} pictures ({2} in {3})', peer, frames.toLocaleString(), size, taken);
  const what = direction === 'in' ? received() : sent();
  return skipped === 0 ? what : joined([what, phrase('{0} skipped', skipped.toLocaleString())], ', ');
}
