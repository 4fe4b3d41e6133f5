/** The part of an endpoint that its transfers use. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { ReceiveSettings } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { TransferList } from './transferList.ts';

export interface TransferContext {
  readonly config: EndpointConfig;
  readonly transcript: Pick<Transcript, 'event'>;
  readonly transfers: TransferList;
  readonly peers: { readonly open: readonly Peer[] };
  /** Defaults for received files, used if the config doesn't set them. */
  receiving(): ReceiveSettings;
}
