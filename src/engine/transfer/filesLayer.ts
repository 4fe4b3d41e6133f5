/** Files of a conversation: receives them if the config says so, and stops transfers with the conversation. */
import { SocketError } from '../../core/socketError.ts';
import type { Layer } from '../conversation/layer.ts';
import type { Peer } from '../conversation/peer.ts';
import { fileReception } from './fileReception.ts';
import { FramedExchange } from './framed/framedExchange.ts';
import { RawReception } from './raw/rawReception.ts';
import type { TransferContext } from './transferContext.ts';

export function filesLayer(peer: Peer, context: TransferContext): Layer {
  const { transfers } = context;
  return {
    opened: () => receiveFiles(peer, context),
    stopping: reason => transfers.stopWith(peer, reason),
    // Paused or queued transfers wouldn't notice otherwise.
    gone: () => transfers.stopTo(peer, () => new SocketError('SEND_INTERRUPTED', { address: peer.address })),
  };
}

/** Decides from the endpoint's config whether the bytes of a new peer are frames or files. */
function receiveFiles(peer: Peer, context: TransferContext): void {
  switch (fileReception(peer)?.mode ?? 'off') {
    case 'off':
      return;
    case 'raw':
      peer.consumeBy(new RawReception(peer, context));
      return;
    case 'framed':
      FramedExchange.with(peer, context);
  }
}
