/** Pieces of files that a peer sends in the framed format. */
import type { SenderMessage } from '../../../core/transfer/framedMessage.ts';

/** A message about a file that the peer sends, or some of its bytes. */
export type IncomingPiece = { readonly message: SenderMessage } | { readonly data: Uint8Array };

export interface IncomingPieces {
  /** Returns the next piece of a file. Rejects with the signal's reason, and after the last one with the reason why no more arrives. */
  next(signal?: AbortSignal): Promise<IncomingPiece>;
}
