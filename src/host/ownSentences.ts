/** Sentences for our own error codes, in the user's language. */
import { formatBytes, formatPart } from '../core/bytes/formatBytes.ts';
import type { ErrorParams, PortsideErrorCode, SocketFailure } from '../core/socketError.ts';
import { l10n, numberOf, shownParams } from './sentenceArguments.ts';
import { fileReasonOf } from './transfers/fileSentence.ts';

type Sentence = (params: ErrorParams) => string;

const connections = {
  ENGINE_STOPPED: ({ detail }) =>
    l10n.t('Portside’s engine stopped unexpectedly ({0}). Restart the endpoint.', detail ?? ''),
  INTERNAL_ERROR: ({ detail }) =>
    l10n.t('Portside ran into an internal error ({0}). Please report it: run “Portside: Report Issue…”.', detail ?? ''),
  NO_ENDPOINT: ({ endpoint }) => l10n.t('No endpoint is named “{0}”.', endpoint ?? ''),
  NO_ENTRY: () => l10n.t('This entry is no longer available.'),
  NO_PEER: params => noPeer(params),
  SEVERAL_PEERS: ({ kind, endpoint, peers }) =>
    kind === 'udp'
      ? l10n.t('{0} has {1} peers. Specify one of them, or send to all.', endpoint ?? '', peers ?? '')
      : l10n.t('{0} has {1} clients. Specify one of them, or send to all.', endpoint ?? '', peers ?? ''),
  NOT_OPEN: ({ state }) =>
    state === 'reconnecting'
      ? l10n.t('The client is not connected yet. It keeps trying.')
      : l10n.t('The endpoint isn’t open. Start it first.'),
  SEND_QUEUE_FULL: params => queueFull(params),
  DISK_FULL: ({ reason, detail }) =>
    l10n.t(
      'Nothing was sent because the transcript can’t be written to disk: {0}. Sending and receiving resume as soon as it can be written again.',
      fileReasonOf({ code: String(reason ?? ''), params: { detail: detail ?? '' } }),
    ),
  SEND_INTERRUPTED: ({ address }) => l10n.t('The connection to {0} closed before everything was sent.', address ?? ''),
  DATAGRAM_TOO_LARGE: params =>
    l10n.t(
      'A datagram can hold at most {1} bytes; this message is {0} bytes long.',
      ...numbers(params, 'bytes', 'maxBytes'),
    ),
  CANCELLED: () => l10n.t('Canceled.'),
  STREAM_ENDED: () => l10n.t('This side of the connection has ended: nothing more can be sent.'),
  NO_VIEW: () => l10n.t('This view of the transcript was closed.'),
  NO_RESET: () => l10n.t('Only TCP connections can be reset. Use “Disconnect” instead.'),
  NOT_A_STREAM: () => l10n.t('UDP has no connections to end or reset, and can’t carry video.'),
  NOT_ALLOWED: params => notAllowed(params),
  QUESTION_OPEN: () => l10n.t('Answer the question that is already open first.'),
  QUESTIONS_DISMISSED: () => l10n.t('Several questions were dismissed. Try again in a few seconds.'),
  CONNECTION_LOST: ({ address }) => l10n.t('The connection to {0} was lost.', address ?? ''),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const transfers = {
  BUSY: params => busy(params),
  PEER_GONE: peerGone,
  NO_TRANSFER: () => l10n.t('This transfer no longer exists.'),
  PEER_REFUSED: ({ reason }) => l10n.t('The receiver refused: {0}', reason ?? ''),
  PEER_CANCELLED: ({ reason }) => l10n.t('The sender canceled: {0}', reason ?? ''),
  NOT_FRAMED: ({ address }) =>
    l10n.t('{0} doesn’t answer in Portside’s framed format. Send the file raw instead.', address ?? ''),
  NO_ANSWER: ({ address }) =>
    l10n.t('{0} disconnected before confirming the file, so it may not have arrived. Try again.', address ?? ''),
  HASH_MISMATCH: () => l10n.t('The received file differs from the one sent: the SHA-256 hashes don’t match.'),
  TOO_MANY_ASKING: ({ maxAsking }) =>
    l10n.t(
      '{0} files are already waiting for an answer. Accept or decline them, then send this one again.',
      maxAsking ?? '',
    ),
  FILE_INCOMPLETE: params => interrupted(params),
  WRONG_SIZE: ({ size }) =>
    l10n.t('The sender announced {0} but sent a different amount.', formatBytes(numberOf(size))),
  DECLINED: () => l10n.t('The file was declined.'),
  INTERRUPTED: () => l10n.t('The window closed before the transfer was done.'),
  NO_DIRECTORY: ({ directory }) => l10n.t('“{0}” is a relative path, but no folder is open.', directory ?? ''),
  NOT_RECEIVING: () => l10n.t('A file was sent, but this endpoint doesn’t receive files (files.mode).'),
  NEWER_VERSION: ({ version }) =>
    l10n.t(
      'The sender uses version {0} of the framed format; this version of Portside supports version 1.',
      version ?? '',
    ),
  RECEIVES_RAW: ({ address }) =>
    l10n.t(
      'Data from {0} is received as one raw file (files.mode), so a framed file can’t be confirmed.',
      address ?? '',
    ),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const files = {
  NOT_A_FILE: ({ address }) => l10n.t('{0} isn’t a file that can be sent.', address ?? ''),
  FILE_CHANGED: ({ address }) => l10n.t('{0} changed while it was being read.', address ?? ''),
  FILE_TOO_LARGE: ({ maxBytes }) =>
    l10n.t(
      'The file is larger than {0}, the maximum for this endpoint (maxFileBytes, portside.files.maxSize).',
      formatBytes(numberOf(maxBytes)),
    ),
  TOO_MANY_FILES: ({ maxFiles }) => l10n.t('At most {0} files can be sent at once.', maxFiles ?? ''),
  SPOOL_ABANDONED: () =>
    l10n.t(
      'The dropped file couldn’t be read to the end: the panel was hidden or closed, or the file isn’t readable. Send it again.',
    ),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

const videos = {
  NO_VIDEO: () => l10n.t('This video no longer exists.'),
  NO_PICTURE: () => l10n.t('No picture has arrived yet.'),
  NOT_VIDEO: ({ address }) =>
    l10n.t(
      'The data from {0} isn’t video, or no longer is: neither length-prefixed pictures nor a series of JPEGs.',
      address ?? '',
    ),
  PICTURE_TOO_LARGE: params => pictureTooLarge(params),
  NOT_A_PICTURE: ({ address }) => l10n.t('{0} isn’t a JPEG or PNG picture, or it is damaged.', address ?? ''),
  PROGRAM_NOT_FOUND: ({ program }) =>
    l10n.t(
      'The program “{0}” was not found on the machine that opens the sockets. Install it there, or set its path.',
      program ?? '',
    ),
  PROGRAM_FAILED: ({ program, detail }) => l10n.t('{0} failed: {1}', program ?? '', detail ?? ''),
  FORMAT_REFUSED: ({ address }) =>
    l10n.t(
      '{0} wasn’t opened: it isn’t in a video format that Portside lets ffmpeg read. Playlists and scripts are refused because they can name other files and addresses.',
      address ?? '',
    ),
  NOTHING_RECORDED: () => l10n.t('Nothing was recorded: no picture arrived.'),
  NOT_SHOWN: () => l10n.t('Nothing was recorded: the video isn’t visible in any panel.'),
} satisfies Partial<Record<PortsideErrorCode, Sentence>>;

/** For CONNECT_TIMEOUT there is a reason, which follows what failed. */
const sentences: Record<Exclude<PortsideErrorCode, 'CONNECT_TIMEOUT'>, Sentence> = {
  ...connections,
  ...transfers,
  ...files,
  ...videos,
};

/** Returns the sentence for one of our codes; undefined for the system's. */
export function ownSentence({ code, params }: SocketFailure): string | undefined {
  return Object.hasOwn(sentences, code) ? sentences[code as keyof typeof sentences](shownParams(params)) : undefined;
}

/** `address` is where an endpoint would listen; `path` is the file or folder that would be sent or written. */
function notAllowed({ permission, address = '', path = '' }: ErrorParams): string {
  switch (permission) {
    case 'receive':
      return l10n.t(
        'Cannot write to {0}: commands need your permission to write outside the workspace and the folder for received files.',
        path,
      );
    case 'send':
      return l10n.t(
        'Cannot send {0}: commands need your permission to send files from outside the workspace and the folder for received files.',
        path,
      );
    case 'capture':
      return l10n.t('Cannot send the camera or the screen: commands need your permission to do so.');
    default:
      return l10n.t(
        'Cannot listen on {0}: commands need your permission to open endpoints that other machines can reach.',
        address,
      );
  }
}

function busy({ address = '', carries, direction }: ErrorParams): string {
  if (direction === 'in')
    return l10n.t('Data from {0} is being saved to a file, so it can’t be shown as video.', address);
  return carries === 'video'
    ? l10n.t('Nothing was sent: video is being sent to {0}. Mute or stop it first.', address)
    : l10n.t(
        'Nothing was sent: a file transfer with {0} is in progress. Wait until it is done, or cancel it.',
        address,
      );
}

function queueFull(params: ErrorParams): string {
  return numberOf(params.bytes) === 1
    ? l10n.t(
        'Nothing was sent: 1 more byte would exceed the send buffer of {0} bytes (maxQueuedBytes); {1} are queued.',
        ...numbers(params, 'maxQueuedBytes', 'queuedBytes'),
      )
    : l10n.t(
        'Nothing was sent: {0} more bytes would exceed the send buffer of {1} bytes (maxQueuedBytes); {2} are queued.',
        ...numbers(params, 'bytes', 'maxQueuedBytes', 'queuedBytes'),
      );
}

/** `kind` is the endpoint's; `address` or `peer` is the intended peer, if it was given. */
function noPeer({ kind, address, peer }: ErrorParams): string {
  const who = address ?? peer;
  if (who !== undefined)
    return kind === 'udp'
      ? l10n.t('{0} is no longer known to this socket, so nothing was sent.', who)
      : l10n.t('{0} is no longer connected, so nothing was sent.', who);
  switch (kind) {
    case 'udp':
      return l10n.t(
        'Nothing was sent: there is no recipient yet. Set “Send to” (remote) in the endpoint’s settings, or wait for a datagram.',
      );
    case 'tcp-client':
      return l10n.t('Not connected to the server, so nothing was sent.');
    default:
      return l10n.t('No client is connected, so nothing was sent.');
  }
}

/** `bytes` of `size` were received; only the framed format knows the size, and there the next attempt resumes. */
function interrupted({ bytes = 0, size, mode }: ErrorParams): string {
  if (numberOf(bytes) === 0) return l10n.t('Transfer interrupted before the first byte.');
  if (size === undefined)
    return l10n.t('Transfer interrupted after {0}. The received part is kept.', formatBytes(numberOf(bytes)));
  const [part, whole] = formatPart(numberOf(bytes), numberOf(size));
  return mode === 'framed'
    ? l10n.t('Transfer interrupted at {0} of {1}. Sending it again resumes the transfer.', part, whole)
    : l10n.t('Transfer interrupted at {0} of {1}. The received part is kept.', part, whole);
}

/** `state` is the endpoint's; `candidates` are the peers that could be meant instead. */
function peerGone({ address = '', state, candidates = 0 }: ErrorParams): string {
  if (state === 'reconnecting') return l10n.t('Reconnecting to {0}. Try again once it is connected.', address);
  if (state !== 'open')
    return l10n.t('The server isn’t running. Start it, and try again once {0} has reconnected.', address);
  return numberOf(candidates) > 1
    ? l10n.t(
        '{0} disconnected, and {1} clients from the same machine are connected. Send the file to one of them.',
        address,
        candidates,
      )
    : l10n.t('{0} disconnected. Try again once it has reconnected.', address);
}

/** `bytes` is absent if the stream doesn't announce them. */
function pictureTooLarge({ address = '', bytes, maxFrameBytes }: ErrorParams): string {
  const limit = formatBytes(numberOf(maxFrameBytes));
  return bytes === undefined
    ? l10n.t(
        'A video frame from {0} is larger than the max message size of {1}. Edit the endpoint, raise “Max message size” (maxFrameBytes), and reconnect the sender.',
        address,
        limit,
      )
    : l10n.t(
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
