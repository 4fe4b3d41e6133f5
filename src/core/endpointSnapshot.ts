/** An endpoint and its peers at one moment, as data that can cross a message port. */
import type { EndpointConfig } from './endpointConfig.ts';
import type { SocketFailure } from './errorParams.ts';
import type { FrameProgress } from './framing/begunFrame.ts';

export type EndpointState = 'opening' | 'open' | 'reconnecting' | 'closed' | 'failed';

/** Whether the endpoint was started, rather than stopped or failed. */
export function isRunningState(state: EndpointState): boolean {
  return state === 'open' || state === 'opening' || state === 'reconnecting';
}

/** Wire bytes and frames. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly framesIn: number;
  readonly framesOut: number;
}

/**
 * Traffic of an endpoint since it was first opened, across reopening and reloads; `peers` counts the open ones. After a
 * crash, the traffic is that in the transcript.
 */
export interface Counters extends Traffic {
  readonly peers: number;
}

export interface EndpointSnapshot {
  readonly id: string;
  readonly config: EndpointConfig;
  readonly state: EndpointState;
  /** Address bound or connected to, with its port: `tcp://127.0.0.1:40213`. The configured one if there is none. */
  readonly address: string;
  /** Reason for the state `failed` or `reconnecting`. */
  readonly failure?: SocketFailure;
  readonly counters: Counters;
  /** Number of rows recorded in the transcript so far, including removed ones. */
  readonly entries: number;
  /** The first row still available: older ones were cleared, or removed because a limit was reached. */
  readonly firstEntry: number;
  /** Number of rows removed since the transcript was last cleared; absent if none. */
  readonly droppedEntries?: number;
  /** How often the transcript was cleared or restored: rows of an earlier generation must not be shown any more. */
  readonly generation: number;
  /** Times of the clears that can be undone, ms since the epoch, oldest first; absent if there are none. */
  readonly undoableClears?: readonly number[];
  /** Time when the endpoint last became open, ms since the epoch. */
  readonly openedAt?: number;
  /** Names that the user gave to peers, by address. */
  readonly peerNames?: PeerNames;
  /** Number of a UDP socket's peers that have sent something; absent for streams. */
  readonly senders?: number;
  /** Resolved addresses of the host names that a UDP socket sends to. */
  readonly resolved?: ResolvedAddresses;
  /** Absent if no received message has been incomplete for a second. */
  readonly incomplete?: IncompleteMessages;
  /** Set while the transcript from an earlier window is being read: the counters aren't final. */
  readonly isRestoring?: true;
}

/** A received message that has been incomplete for a second. */
export interface IncompleteMessage extends FrameProgress {
  /** Time when its first byte arrived, ms since the epoch. */
  readonly since: number;
}

/** The messages of an endpoint's peers that have been incomplete for a second. */
export interface IncompleteMessages {
  /** Number of peers with such a message. */
  readonly peers: number;
  /** The one that was reported first; `peer` is the id of its peer. */
  readonly first: IncompleteMessage & { readonly peer: string; readonly address: string };
}

/** Peer addresses by the address that the user entered: `127.0.0.1:9000` by `localhost:9000`. */
export type ResolvedAddresses = Readonly<Record<string, string>>;

/** Names by `PeerSnapshot.address`, which includes the client number for a Unix socket. */
export type PeerNames = Readonly<Record<string, string>>;

/** How an endpoint from an earlier engine or window is restored. */
export interface Adoption {
  /** Reason why the endpoint is `failed`; if absent, it is `closed`. */
  readonly failure?: SocketFailure;
  /** Whether its window ended without closing it. */
  readonly interrupted?: boolean;
  /** Whether it was open when its window closed. */
  readonly wasOpen?: boolean;
  /** The address last bound or connected to. */
  readonly address?: string;
  /** State that its panel stored. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Number of entries in its transcript as last known, including removed ones. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** Time when it was first opened, if that is stored. */
  readonly keptSinceMs?: number;
}

/**
 * `ended`: the peer has sent its end of stream; we send pending data, then ours. `ending`: our end was requested.
 * Neither state accepts more data.
 */
export type PeerState = 'open' | 'ended' | 'ending' | 'closed';

export interface PeerSnapshot {
  readonly id: string;
  /** `host:port`; for a client of a Unix socket, its path and a number, `/tmp/a.sock #3`; for the server of one, its path. */
  readonly address: string;
  readonly state: PeerState;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** ms since the epoch. */
  readonly connectedAt: number;
  /** Time when it was closed, ms since the epoch. */
  readonly closedAt?: number;
  /** Absent if the message that it is sending has been incomplete for less than a second. */
  readonly incomplete?: IncompleteMessage;
}

/**
 * One peer by id, by address, or by both, which must then match; any address for a UDP socket; or all peers that can be
 * sent to. If absent, all peers of a stream or the remote of a UDP socket. A closed peer is an error and never means
 * all peers; so is an object that names no peer.
 */
export type SendTarget =
  | { readonly peer: string; readonly address?: string }
  | { readonly peer?: never; readonly address: string }
  | 'all';
