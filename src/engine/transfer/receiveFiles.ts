/** Decides from an endpoint's config whether the bytes of a new peer are frames or files. */

import type { Peer } from '../conversation/peer.ts';
import { fileReception } from './fileReception.ts';
import { FramedExchange } from './framedExchange.ts';
import { RawReception } from './rawReception.ts';
import type { TransferContext } from './transferContext.ts';

export function receiveFiles(peer: Peer, context: TransferContext): void {
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
