/** How files are sent to one peer: one sender per mode. */
import type { SendFilesOptions, TransferMode } from '../../core/transfer/transfer.ts';
import type { Peer } from '../conversation/peer.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import { beginDatagrams } from './datagramSender.ts';
import type { FileToOpen } from './filesToOpen.ts';
import { beginFramed } from './framedSender.ts';
import { beginRaw } from './rawSender.ts';
import type { Transfer } from './transfer.ts';

/** Sends files in the peer's outgoing direction, which it has exclusively meanwhile. */
export interface Sender {
  /** Resolves when it has arrived as far as the mode can tell: with its SHA-256 in hex if that was verified. */
  send(file: FileToOpen): Promise<string | undefined>;
  /** Releases the direction. */
  release(): void;
}

export interface Sending {
  readonly transfer: Transfer;
  readonly peer: Peer;
  readonly options: SendFilesOptions;
  readonly context: EndpointContext;
}

/** Resolves when the direction is free. Rejects if the transfer is cancelled first, or the peer disconnects. */
export type BeginSending = (sending: Sending) => Promise<Sender>;

export const senders: Record<TransferMode, BeginSending> = {
  raw: beginRaw,
  framed: beginFramed,
  datagrams: beginDatagrams,
};
