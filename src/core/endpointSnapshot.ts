/** An endpoint and its peers at one moment, as data that can cross a message port. */
import type { EndpointConfig } from './endpointConfig.ts';
import type { SocketFailure } from './socketError.ts';

export type EndpointState = 'opening' | 'open' | 'reconnecting' | 'closed' | 'failed';

/** Wire bytes and frames. */
export interface Traffic {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly framesIn: number;
  readonly framesOut: number;
}

/**
 * What an endpoint has carried since it was first opened, over reopening and reloads; `peers` counts the open ones. After a crash it is what
 * the transcript holds.
 */
export interface Counters extends Traffic {
  readonly peers: number;
}

export interface EndpointSnapshot {
  readonly id: string;
  readonly config: EndpointConfig;
  readonly state: EndpointState;
  /** As bound or connected, port resolved: `tcp://127.0.0.1:40213`. The configured one while there is none. */
  readonly address: string;
  /** Why the state is `failed` or `reconnecting`. */
  readonly failure?: SocketFailure;
  readonly counters: Counters;
  /** Rows in the transcript so far, those that are gone included. */
  readonly entries: number;
  /** The first row that is still there: older ones were cleared, or had to go when a bound was reached. */
  readonly firstEntry: number;
  /** Rows that had to go since the transcript was cleared last; absent for none. */
  readonly droppedEntries?: number;
  /** How often the transcript was cleared, or that was undone: rows of an earlier generation are not shown as they were. */
  readonly generation: number;
  /** How often a clear of the transcript can be undone; absent for never. */
  readonly undoableClears?: number;
  /** When it last became open, ms since the epoch. */
  readonly openedAt?: number;
  /** The names that the user gave peers, by their addresses. */
  readonly peerNames?: PeerNames;
  /** Number of a UDP socket's peers that have sent something; absent for streams. */
  readonly senders?: number;
  /** What the host names that a UDP socket sends to have resolved to. */
  readonly resolved?: ResolvedAddresses;
  /** Its transcript of an earlier window is still being read, so that the counters aren't final. */
  readonly isRestoring?: true;
}

/** Addresses of peers by what was written for them: `127.0.0.1:9000` by `localhost:9000`. */
export type ResolvedAddresses = Readonly<Record<string, string>>;

/** By `PeerSnapshot.address`, which has the number of a Unix socket's client in it. */
export type PeerNames = Readonly<Record<string, string>>;

/** How an endpoint of an earlier engine or window comes back. */
export interface Adoption {
  /** Why it is `failed`; it is `closed` when absent. */
  readonly failure?: SocketFailure;
  /** Its window died without closing it. */
  readonly interrupted?: boolean;
  /** It was open when its window closed. */
  readonly wasOpen?: boolean;
  /** As it was bound or connected last. */
  readonly address?: string;
  /** What its panel keeps. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Entries of its transcript as last known, those that are gone included. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** When it was first opened, where it is kept. */
  readonly keptSinceMs?: number;
}

/** `ended`: the peer has sent its end of stream, we may still send. `ending`: we have sent ours. */
export type PeerState = 'open' | 'ended' | 'ending' | 'closed';

export interface PeerSnapshot {
  readonly id: string;
  /** `host:port`; a client of a Unix socket has its path and a number, `/tmp/a.sock #3`, and the server of one its path. */
  readonly address: string;
  readonly state: PeerState;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** ms since the epoch. */
  readonly connectedAt: number;
  /** When it was closed, ms since the epoch. */
  readonly closedAt?: number;
}

/**
 * One peer by id, by address, or by both, which then must belong together; any address of a UDP socket; or all peers that can be sent to.
 * Absent: all of a stream, the remote of a UDP socket. A peer that has gone is an error, never all; so is an object that names none.
 */
export type SendTarget = { readonly peer?: string; readonly address?: string } | 'all';
