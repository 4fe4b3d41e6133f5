/** Options of a new conversation. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Transport } from '../transport/transport.ts';
import type { PeerIdentity } from './peerIdentity.ts';
import type { RecordRoom } from './recordRoom.ts';
import type { TrafficCounters } from './traffic.ts';

/** The part of an endpoint that a conversation uses. */
export interface ConversationHome {
  /** The current config: it may change while the conversation goes on. */
  readonly config: EndpointConfig;
  /** Totals of the endpoint. */
  readonly traffic: TrafficCounters;
  /** Something that a snapshot shows has changed. */
  changed(): void;
}

export interface ConversationOptions {
  readonly identity: PeerIdentity;
  readonly transport: Transport;
  readonly home: ConversationHome;
  /** Where messages are recorded. Without it, there is always room. */
  readonly room?: RecordRoom;
}
