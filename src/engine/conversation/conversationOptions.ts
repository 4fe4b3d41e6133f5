/** Options of a new conversation. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Transport } from '../transport/transport.ts';
import type { IncompleteFrames } from './incompleteFrames.ts';
import type { PeerIdentity } from './peerIdentity.ts';
import type { RecordRoom } from './recordRoom.ts';
import type { TrafficCounters } from './traffic.ts';

/** The part of an endpoint that a conversation uses. */
export interface ConversationHome {
  /** The current config, which may change during the conversation. */
  readonly config: EndpointConfig;
  /** Totals of the endpoint. */
  readonly traffic: TrafficCounters;
  readonly incomplete: IncompleteFrames;
  /** Called when something that a snapshot shows has changed. */
  changed(): void;
}

export interface ConversationOptions {
  readonly identity: PeerIdentity;
  readonly transport: Transport;
  readonly home: ConversationHome;
  /** Room in the transcript; unlimited if absent. */
  readonly room?: RecordRoom;
}
