/** Sentences for our own error codes. */
import { formatBytes, formatPart } from '../../bytes/formatBytes.ts';
import { type Phrase, phrase } from '../../phrase.ts';
import type { ErrorParams, PortsideErrorCode, SocketFailure } from '../../socketError.ts';
import { fileReasonOf } from './fileReason.ts';
import { numberOf, shownParams } from './shownParams.ts';

type Sentence = (params: ErrorParams) => Phrase;

const connections = {
  ENGINE_STOPPED: ({ detail }) =>
    phrase('Portside’s engine stopped unexpectedly ({0}). Restart the endpoint.', detail ?? ''),
  INTERNAL_ERROR: ({ detail }) =>
    phrase('Portside ran into an internal error ({0}). Please report it: run “Portside: Report Issue…”.', detail ?? ''),
  NO_ENDPOINT: ({ endpoint }) => phrase('No endpoint is named “{0}”.', endpoint ?? ''),
  NO_ENTRY: () => phrase('This entry is no longer available.'),
  NO_PEER: params => noPeer(params),
  SEVERAL_PEERS: ({ kind, endpoint, peers }) =>
    kind === 'udp'
      ? phrase('{0} has {1} peers. Specify one of them, or send to all.', endpoint ?? '', peers ?? '')
      : phrase('{0} has {1} clients. Specify one of them, or send to all.', endpoint ?? '', peers ?? ''),
  NOT_OPEN: ({ state }) =>
    state === 'reconnecting'
      ? phrase('The client is not connected yet. It keeps trying.')
      : phrase('The endpoint isn’t open. Start it first.'),
  SEND_QUEUE_FULL: params => queueFull(params),
  DISK_FULL: ({ reason, detail }) =>
    phrase(
      'Nothing was sent because the transcript can’t be written to disk: {0}. Sending and receiving resume as soon as it can be written again.',
      fileReasonOf({ code: String(reason ?? ''), params: { detail: detail ?? '' } }),
    ),
  SEND_INTERRUPTED: ({ address }) => phrase('The connection to {0} closed before everything was sent.', address ?? ''),
  DATAGRAM_TOO_LARGE: params =>
    phrase(
      'A datagram can hold at most {1} bytes; this message is {0} bytes long.',
      ...numbers(params, 'bytes', 'maxBytes'),
    ),
  CANCELLED: () => phrase('Canceled.'),
  STREAM_ENDED: () => phrase('This side of the connection has ended: nothing more can be sent.'),
  NO_VIEW: () => phrase('This view of the transcript was closed.'),
  NO_RESET: () => phrase('Only TCP connections can be reset. Use “Disconnect” instead.'),
  NOT_A_STREAM: () => phrase('UDP has no connections to end or reset, and can’t carry video.'),
  NOT_ALLOWED: params => notAllowed(params),
  CONNECTION_LOST: ({ address }) => phrase('The connection to {0} was lost.', address ?? ''),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const transfers = {
  BUSY: params => busy(params),
  PEER_GONE: peerGone,
  NO_TRANSFER: () => phrase('This transfer no longer exists.'),
  PEER_REFUSED: ({ reason }) => phrase('The receiver refused: {0}', reason ?? ''),
  PEER_CANCELLED: ({ reason }) => phrase('The sender canceled: {0}', reason ?? ''),
  NOT_FRAMED: ({ address }) =>
    phrase('{0} doesn’t answer in Portside’s framed format. Send the file raw instead.', address ?? ''),
  NO_ANSWER: ({ address }) =>
    phrase('{0} disconnected before confirming the file, so it may not have arrived. Try again.', address ?? ''),
  HASH_MISMATCH: () => phrase('The received file differs from the one sent: the SHA-256 hashes don’t match.'),
  TOO_MANY_ASKING: ({ maxAsking }) =>
    phrase(
      '{0} files are already waiting for an answer. Accept or decline them, then send this one again.',
      maxAsking ?? '',
    ),
  FILE_INCOMPLETE: params => interrupted(params),
  WRONG_SIZE: ({ size }) =>
    phrase('The sender announced {0} but sent a different amount.', formatBytes(numberOf(size))),
  DECLINED: () => phrase('The file was declined.'),
  INTERRUPTED: () => phrase('The window closed before the transfer was done.'),
  NO_DIRECTORY: ({ directory }) => phrase('“{0}” is a relative path, but no folder is open.', directory ?? ''),
  NOT_RECEIVING: () => phrase('A file was sent, but this endpoint doesn’t receive files (files.mode).'),
  NEWER_VERSION: ({ version }) =>
    phrase(
      'The sender uses version {0} of the framed format; this version of Portside supports version 1.',
      version ?? '',
    ),
  RECEIVES_RAW: ({ address }) =>
    phrase(
      'Data from {0} is received as one raw file (files.mode), so a framed file can’t be confirmed.',
      address ?? '',
    ),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const files = {
  NOT_A_FILE: ({ address }) => phrase('{0} isn’t a file that can be sent.', address ?? ''),
  FILE_CHANGED: ({ address }) => phrase('{0} changed while it was being read.', address ?? ''),
  FILE_TOO_LARGE: ({ maxBytes }) =>
    phrase(
      'The file is larger than {0}, the maximum for this endpoint (maxFileBytes, portside.files.maxSize).',
      formatBytes(numberOf(maxBytes)),
    ),
  TOO_MANY_FILES: ({ maxFiles }) => phrase('At most {0} files can be sent at once.', maxFiles ?? ''),
  SPOOL_ABANDONED: () =>
    phrase(
      'The dropped file couldn’t be read to the end: the panel was hidden or closed, or the file isn’t readable. Send it again.',
    ),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const videos = {
  NO_VIDEO: () => phrase('This video no longer exists.'),
  NO_PICTURE: () => phrase('No picture has arrived yet.'),
  NOT_VIDEO: ({ address }) =>
    phrase(
      'The data from {0} isn’t video, or no longer is: neither length-prefixed pictures nor a series of JPEGs.',
      address ?? '',
    ),
  PICTURE_TOO_LARGE: params => pictureTooLarge(params),
  NOT_A_PICTURE: ({ address }) => phrase('{0} isn’t a JPEG or PNG picture, or it is damaged.', address ?? ''),
  PROGRAM_NOT_FOUND: ({ program }) =>
    phrase(
      'The program “{0}” was not found on the machine that opens the sockets. Install it there, or set its path.',
      program ?? '',
    ),
  PROGRAM_FAILED: ({ program, detail }) => phrase('{0} failed: {1}', program ?? '', detail ?? ''),
  FORMAT_REFUSED: ({ address }) =>
    phrase(
      '{0} wasn’t opened: it isn’t in a video format that Portside lets ffmpeg read. Playlists and scripts are refused because they can name other files and addresses.',
      address ?? '',
    ),
  NOTHING_RECORDED: () => phrase('Nothing was recorded: no picture arrived.'),
  NOT_SHOWN: () => phrase('Nothing was recorded: the video isn’t visible in any panel.'),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

/** For CONNECT_TIMEOUT there is a reason, which follows what failed. */
const sentences: Record<Exclude<PortsideErrorCode, 'CONNECT_TIMEOUT'>, Sentence> = {
  ...connections,
  ...transfers,
  ...files,
  ...videos,
};

/** Returns the sentence for one of our codes; undefined for the system's. */
export function ownSentence({ code, params }: SocketFailure): Phrase | undefined {
  return Object.hasOwn(sentences, code) ? sentences[code as keyof typeof sentences](shownParams(params)) : undefined;
}

/** `address` is where an endpoint would listen; `path` is the file or folder that would be sent or written. */
function notAllowed({ permission, address = '', path = '' }: ErrorParams): Phrase {
  switch (permission) {
    case 'receive':
      return phrase(
        'Cannot write to {0}: commands need your permission to write outside the workspace and the folder for received files.',
        path,
      );
    case 'send':
      return phrase(
        'Cannot send {0}: commands need your permission to send files from outside the workspace and the folder for received files.',
        path,
      );
    case 'capture':
      return phrase('Cannot send the camera or the screen: commands need your permission to do so.');
    default:
      return phrase(
        'Cannot listen on {0}: commands need your permission to open endpoints that other machines can reach.',
        address,
      );
  }
}

function busy({ address = '', carries, direction }: ErrorParams): Phrase {
  if (direction === 'in')
    return phrase('Data from {0} is being saved to a file, so it can’t be shown as video.', address);
  return carries === 'video'
    ? phrase('Nothing was sent: video is being sent to {0}. Mute or stop it first.', address)
    : phrase(
        'Nothing was sent: a file transfer with {0} is in progress. Wait until it is done, or cancel it.',
        address,
      );
}

function queueFull(params: ErrorParams): Phrase {
  return numberOf(params.bytes) === 1
    ? phrase(
        'Nothing was sent: 1 more byte would exceed the send buffer of {0} bytes (maxQueuedBytes); {1} are queued.',
        ...numbers(params, 'maxQueuedBytes', 'queuedBytes'),
      )
    : phrase(
        'Nothing was sent: {0} more bytes would exceed the send buffer of {1} bytes (maxQueuedBytes); {2} are queued.',
        ...numbers(params, 'bytes', 'maxQueuedBytes', 'queuedBytes'),
      );
}

/** `kind` is the endpoint's; `address` or `peer` is the intended peer, if it was given. */
function noPeer({ kind, address, peer }: ErrorParams): Phrase {
  const who = address ?? peer;
  if (who !== undefined)
    return kind === 'udp'
      ? phrase('{0} is no longer known to this socket, so nothing was sent.', who)
      : phrase('{0} is no longer connected, so nothing was sent.', who);
  switch (kind) {
    case 'udp':
      return phrase(
        'Nothing was sent: there is no recipient yet. Set “Send to” (remote) in the endpoint’s settings, or wait for a datagram.',
      );
    case 'tcp-client':
      return phrase('Not connected to the server, so nothing was sent.');
    default:
      return phrase('No client is connected, so nothing was sent.');
  }
}

/** `bytes` of `size` were received; only the framed format knows the size, and there the next attempt resumes. */
function interrupted({ bytes = 0, size, mode }: ErrorParams): Phrase {
  if (numberOf(bytes) === 0) return phrase('Transfer interrupted before the first byte.');
  if (size === undefined)
    return phrase('Transfer interrupted after {0}. The received part is kept.', formatBytes(numberOf(bytes)));
  const [part, whole] = formatPart(numberOf(bytes), numberOf(size));
  return mode === 'framed'
    ? phrase('Transfer interrupted at {0} of {1}. Sending it again resumes the transfer.', part, whole)
    : phrase('Transfer interrupted at {0} of {1}. The received part is kept.', part, whole);
}

/** `state` is the endpoint's; `candidates` are the peers that could be meant instead. */
function peerGone({ address = '', state, candidates = 0 }: ErrorParams): Phrase {
  if (state === 'reconnecting') return phrase('Reconnecting to {0}. Try again once it is connected.', address);
  if (state !== 'open')
    return phrase('The server isn’t running. Start it, and try again once {0} has reconnected.', address);
  return numberOf(candidates) > 1
    ? phrase(
        '{0} disconnected, and {1} clients from the same machine are connected. Send the file to one of them.',
        address,
        candidates,
      )
    : phrase('{0} disconnected. Try again once it has reconnected.', address);
}

/** `bytes` is absent if the stream doesn't announce them. */
function pictureTooLarge({ address = '', bytes, maxFrameBytes }: ErrorParams): Phrase {
  const limit = formatBytes(numberOf(maxFrameBytes));
  return bytes === undefined
    ? phrase(
        'A video frame from {0} is larger than the max message size of {1}. Edit the endpoint, raise “Max message size” (maxFrameBytes), and reconnect the sender.',
        address,
        limit,
      )
    : phrase(
        'A video frame from {0} is {1}, but the max message size is {2}. Edit the endpoint, raise “Max message size” (maxFrameBytes) to at least {3} bytes, and reconnect the sender.',
        address,
        formatBytes(numberOf(bytes)),
        limit,
        bytes,
      );
}

function numbers(params: ErrorParams, ...names: string[]): string[] {
  return names.map(name => (params[name] === undefined ? '?' : numberOf(params[name]).toLocaleString()));
}
