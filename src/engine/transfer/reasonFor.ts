/** Reasons for cancelling or refusing a file, as sent to the peer: in English, since the reader's language is unknown. */
import type { SocketError } from '../../core/socketError.ts';

export function reasonFor({ code }: SocketError): string {
  switch (code) {
    case 'CANCELLED':
    case 'PEER_CANCELLED':
      return 'cancelled';
    case 'DECLINED':
      return 'declined';
    case 'NOT_RECEIVING':
      return 'no files are received here';
    case 'FILE_TOO_LARGE':
      return 'the file is too large';
    case 'FILE_CHANGED':
      return 'the file changed while it was sent';
    case 'FILE_INCOMPLETE':
      return 'the stream ended inside the file';
    case 'TOO_MANY_ASKING':
      return 'too many files wait for an answer here';
    case 'WRONG_SIZE':
      return 'the bytes are not as many as were announced';
    case 'HASH_MISMATCH':
      return 'the hash is wrong';
    case 'NEWER_VERSION':
      return 'only version 1 of the format is known';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return `it cannot be written, or read (${code})`;
  }
}
