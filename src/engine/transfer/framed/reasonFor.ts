/** Reasons for cancelling or refusing a file, as sent to the peer: in English, since the reader's language is unknown. */
import type { SocketError } from '../../../core/socketError.ts';

export function reasonFor({ code }: SocketError): string {
  switch (code) {
    case 'CANCELLED':
    case 'PEER_CANCELLED':
      return 'cancelled';
    case 'DECLINED':
      return 'declined';
    case 'NOT_RECEIVING':
      return "this endpoint doesn't receive files";
    case 'FILE_TOO_LARGE':
      return 'the file is too large';
    case 'FILE_CHANGED':
      return 'the file changed while it was being sent';
    case 'FILE_INCOMPLETE':
      return 'the stream ended in the middle of the file';
    case 'TOO_MANY_ASKING':
      return 'too many files are already waiting for a decision';
    case 'WRONG_SIZE':
      return 'the number of bytes differs from the announced size';
    case 'HASH_MISMATCH':
      return "the SHA-256 hash doesn't match";
    case 'NEWER_VERSION':
      return 'only version 1 of the format is supported';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return `the file can't be read or written (${code})`;
  }
}
