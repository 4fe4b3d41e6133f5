/** Sentences for errors of files that are sent or received. */
import { formatBytes, formatLimit, formatPart } from '../../bytes/formatBytes.ts';
import type { ErrorCode, ErrorParamsOf } from '../../errorParams.ts';
import { type Phrase, phrase } from '../../phrase.ts';
import { numberParam } from './shownParams.ts';

export const transferErrors = {
  BUSY: params => busy(params),
  PEER_GONE: peerGone,
  NO_TRANSFER: () => phrase('This transfer no longer exists.'),
  PEER_REFUSED: ({ reason }) =>
    isCancelled(reason) ? phrase('The receiver canceled.') : phrase('The receiver refused: {0}', reason),
  PEER_CANCELLED: ({ reason }) =>
    isCancelled(reason) ? phrase('The sender canceled.') : phrase('The sender canceled: {0}', reason),
  NOT_FRAMED: ({ address }) =>
    phrase('{0} doesn’t answer in Portside’s framed format. Send the file raw instead.', address),
  NO_ANSWER: ({ address }) =>
    phrase('{0} disconnected before confirming the file, so it may not have arrived. Try again.', address),
  HASH_MISMATCH: () => phrase('The received file differs from the one sent: the SHA-256 hashes don’t match.'),
  TOO_MANY_ASKING: ({ maxAsking }) =>
    phrase('{0} files are already waiting for an answer. Accept or decline them, then send this one again.', maxAsking),
  FILE_INCOMPLETE: params => interrupted(params),
  WRONG_SIZE: ({ size }) =>
    phrase('The sender announced {0} but sent a different amount.', formatBytes(numberParam(size))),
  DECLINED: () => phrase('The file was declined.'),
  INTERRUPTED: () => phrase('The window closed before the transfer was done.'),
  NO_DIRECTORY: ({ directory }) => phrase('“{0}” is a relative path, but no folder is open.', directory),
  NOT_RECEIVING: () => phrase('A file was sent, but this endpoint doesn’t receive files (files.mode).'),
  NEWER_VERSION: ({ version }) =>
    phrase('The sender uses version {0} of the framed format; this version of Portside supports version 1.', version),
  RECEIVES_RAW: ({ address }) =>
    phrase('Data from {0} is received as one raw file (files.mode), so a framed file can’t be confirmed.', address),
  NOT_A_FILE: ({ address }) => phrase('{0} isn’t a file that can be sent.', address),
  NOT_REPLACEABLE: ({ address }) =>
    phrase('{0} is a folder, pipe, or device, and can’t be overwritten with a file.', address),
  FILE_CHANGED: ({ address }) => phrase('{0} changed while it was being read.', address),
  FILE_TOO_LARGE: ({ maxBytes }) =>
    phrase(
      'The file is larger than {0}, the maximum for this endpoint (maxFileBytes, portside.files.maxSize).',
      formatLimit(numberParam(maxBytes)),
    ),
  TOO_MANY_FILES: ({ maxFiles }) => phrase('At most {0} files can be sent at once.', maxFiles),
  SPOOL_ABANDONED: () =>
    phrase(
      'The dropped file couldn’t be read to the end: the panel was hidden or closed, or the file isn’t readable. Send it again.',
    ),
} satisfies { [Code in ErrorCode]?: (params: ErrorParamsOf[Code]) => Phrase };

/** Whether a peer's reason says only that its user cancelled the file. Portside sends the British spelling. */
export function isCancelled(reason: unknown): boolean {
  return reason === 'cancelled' || reason === 'canceled';
}

function busy({ address, carries, direction }: ErrorParamsOf['BUSY']): Phrase {
  if (direction === 'in')
    return phrase('Data from {0} is being saved to a file, so it can’t be shown as video.', address);
  return carries === 'video'
    ? phrase('Nothing was sent: video is being sent to {0}. Mute or stop it first.', address)
    : phrase(
        'Nothing was sent: a file transfer with {0} is in progress. Wait until it is done, or cancel it.',
        address,
      );
}

/** Returns the sentence. In the framed format, the next attempt resumes. */
function interrupted({ bytes = 0, size, mode }: ErrorParamsOf['FILE_INCOMPLETE']): Phrase {
  if (numberParam(bytes) === 0) return phrase('Transfer interrupted before the first byte.');
  if (size === undefined)
    return phrase('Transfer interrupted after {0}. The received part is kept.', formatBytes(numberParam(bytes)));
  const [part, whole] = formatPart(numberParam(bytes), numberParam(size));
  return mode === 'framed'
    ? phrase('Transfer interrupted at {0} of {1}. Sending it again resumes the transfer.', part, whole)
    : phrase('Transfer interrupted at {0} of {1}. The received part is kept.', part, whole);
}

function peerGone({ address, state, candidates = 0 }: ErrorParamsOf['PEER_GONE']): Phrase {
  if (state === 'reconnecting') return phrase('Reconnecting to {0}. Try again once it is connected.', address);
  if (state !== 'open')
    return phrase('The server isn’t running. Start it, and try again once {0} has reconnected.', address);
  return numberParam(candidates) > 1
    ? phrase(
        '{0} disconnected, and {1} clients from the same machine are connected. Send the file to one of them.',
        address,
        candidates,
      )
    : phrase('{0} disconnected. Try again once it has reconnected.', address);
}
