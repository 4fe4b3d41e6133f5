/** Limits that hold where the config names none. */
export const defaultMaxQueuedBytes = 16 * 1024 * 1024;
export const defaultConnectTimeoutMs = 15_000;
/** *Keep Trying*: a server that was just started is found within this many ms, and one that stays away costs little. */
export const defaultReconnect = { minMs: 250, maxMs: 5000 } as const;
/** As much as Linux grants by default: who connects while the queue is full waits a second for the next attempt. */
export const defaultBacklog = 4096;
/**
 * Bytes × size of a pattern that may run on a thread that others wait for: RE2JS takes at most 20 ms for it. A datagram of 1,400 bytes may
 * meet a pattern of 93 instructions.
 */
export const maxPatternSteps = 2 ** 17;
/** UDP: addresses kept as peers, the most recently heard. */
export const maxUdpPeers = 10_000;
/** A file that has no path where the engine is comes in slices of this many bytes at most. */
export const maxSliceBytes = 1024 * 1024;
/** Files that are dropped on a page at once; a longer URI is left out. */
export const maxDroppedFiles = 10_000;
export const maxDroppedUriUnits = 8192;
/** Transfers that have ended are kept, so many of an endpoint: the latest. */
export const maxEndedTransfers = 200;
/** UTF-16 units of a peer's name. */
export const maxPeerNameUnits = 100;
/** Peers of one endpoint that have names: the ones named first go. */
export const maxPeerNames = 500;
