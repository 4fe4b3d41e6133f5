/** State that the parts of an endpoint share: its config, its record, its peers. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointState, ResolvedAddresses, SendTarget } from '../../core/endpointSnapshot.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { ReceiveSettings } from '../../core/transfer/transferSnapshot.ts';
import type { Responder } from '../answers/responder.ts';
import type { IncompleteFrames } from '../conversation/incompleteFrames.ts';
import type { Peer } from '../conversation/peer.ts';
import type { TrafficCounters } from '../conversation/traffic.ts';
import type { Owner } from '../owned.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { TransferList } from '../transfer/transferList.ts';
import type { EndpointVideos } from '../video/endpointVideos.ts';
import type { EndpointMessages } from './endpointMessages.ts';
import type { PeerList } from './peerList.ts';

/** As an owner, it closes the endpoint, whose state is then `failed`. */
export interface EndpointContext extends Owner {
  /** The current config: it may change while the endpoint is open. */
  readonly config: EndpointConfig;
  /** Address to listen at instead of the config's: it has the port from an earlier window. */
  readonly listenAt?: string | undefined;
  readonly transcript: Transcript;
  readonly traffic: TrafficCounters;
  readonly incomplete: IncompleteFrames;
  readonly peers: PeerList;
  /** The current rules: they may change while the endpoint is open. */
  readonly responder: Responder;
  /** Returns the rules of a config that is or was in use: messages may have waited. */
  responderOf(config: EndpointConfig): Responder;
  readonly transfers: TransferList;
  readonly videos: EndpointVideos;
  readonly messages: EndpointMessages;
  /** Defaults for received files, used if the config doesn't set them. */
  receiving(): ReceiveSettings;
  /** Called when something that a snapshot shows has changed. */
  changed(): void;
  /** Called when the sockets change their state by themselves after they were opened. */
  become(state: EndpointState, failure?: SocketError): void;
}

/** The sockets of an endpoint, with one implementation per kind. */
export interface EndpointSockets {
  /** Address as bound or connected. */
  readonly address: string;
  /** Addresses that the host names a UDP socket sends to resolved to. */
  readonly resolved?: ResolvedAddresses | undefined;
  /**
   * Resolves when it is open, or when it can't connect yet and keeps trying: then it has called `become` with `reconnecting`. Rejects with
   * a SocketError if it can't bind or connect, or with CANCELLED if the signal is aborted first.
   */
  open(signal: AbortSignal): Promise<void>;
  /** Returns the peers that a target means. Rejects with NO_PEER if there is none. */
  targets(target: SendTarget | undefined): Promise<Peer[]>;
  /** Applies another config as far as open sockets can. `context.config` is still the previous one. */
  configure?(config: EndpointConfig): void;
  /** Closes the sockets and all their conversations. */
  close(): Promise<void>;
}
