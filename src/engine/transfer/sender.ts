/** The interface of every way to send files to one peer. */
import type { SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import type { FileToOpen } from './disk/filesToOpen.ts';
import type { Transfer } from './transfer.ts';
import type { TransferContext } from './transferContext.ts';

/** Sends files in the peer's outgoing direction, of which it has exclusive use. */
export interface Sender {
  /** Sends a file. Resolves when it has arrived, as far as known, with its SHA-256 in hex if that was verified. */
  send(file: FileToOpen): Promise<string | undefined>;
  /** Releases the direction. */
  release(): void;
}

export interface FileSending {
  readonly transfer: Transfer;
  readonly peer: Peer;
  readonly options: SendFilesOptions;
  readonly context: TransferContext;
}

/** Resolves when the direction is free. Rejects if the transfer is cancelled first, or the peer disconnects. */
export type BeginSending = (sending: FileSending) => Promise<Sender>;
