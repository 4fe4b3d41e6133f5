/** Endpoints that earlier windows of the workspace left behind. */
import type { PeerNames, Traffic } from '../endpointSnapshot.ts';

/** Endpoints left by earlier windows of the workspace. */
export interface PreviousEndpoints {
  readonly endpoints: readonly PreviousEndpoint[];
  /** Removed endpoints, oldest first: `bringBack` restores them for a while, and `forgetAside` deletes them. */
  readonly removed: readonly RemovedEndpoint[];
  /** Number of sessions of the workspace that other windows hold, possibly including one that is just closing. */
  readonly held: number;
  /** Endpoints that weren't taken over, since another version of Portside recorded their transcripts. */
  readonly refused: readonly RefusedEndpoint[];
}

/** An endpoint whose transcript has another format. */
export interface RefusedEndpoint {
  readonly id: string;
  /** Its name, or its address if it has none. */
  readonly label: string;
}

/** An endpoint of an earlier window of the workspace. */
export interface PreviousEndpoint {
  readonly id: string;
  /** The config as stored, possibly by another version. */
  readonly config: unknown;
  /** The address last bound or connected to. */
  readonly address: string;
  readonly wasOpen: boolean;
  /** Whether its window ended without closing it. */
  readonly interrupted: boolean;
  /** State that its panel stored. */
  readonly panel?: string;
  /** Counters as last known. */
  readonly traffic?: Traffic;
  /** Last known number of entries in its transcript, including removed ones. */
  readonly entries?: number;
  readonly peerNames?: PeerNames;
  /** Time when it was first opened, ms since the epoch. */
  readonly createdMs: number;
}

/** An endpoint that was removed in an earlier window of the workspace. */
export interface RemovedEndpoint extends PreviousEndpoint {
  /** ms since the epoch; equal for endpoints that were removed together. */
  readonly removedMs: number;
}
