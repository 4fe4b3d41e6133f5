/** Limits, and defaults of limits that the config doesn't set. */

export const defaultMaxQueuedBytes = 16 * 1024 * 1024;
export const defaultConnectTimeoutMs = 15_000;
/**
 * Delays of *Keep Trying*: a server that was just started is found within 250 ms, and one that stays down costs little.
 */
export const defaultReconnect = { minMs: 250, maxMs: 5000 } as const;
/**
 * The default maximum in Linux: a client that connects while the queue is full waits a second before its next attempt.
 */
export const defaultBacklog = 4096;
/**
 * Bytes × size of a pattern that may run on a thread that others wait for: RE2JS takes at most 20 ms. For example, a
 * datagram of 1,400 bytes and a pattern of 93 instructions.
 */
export const maxPatternSteps = 2 ** 17;
/** UDP: number of addresses kept as peers, the most recently active ones. */
export const maxUdpPeers = 10_000;
/** Number of peers with entries in all transcripts of a window: each costs as much memory as ten entries. */
export const maxTranscriptPeers = 1_000_000;
/** Maximum slice of a file that has no path on the engine's machine. */
export const maxSliceBytes = 1024 * 1024;
/** Maximum number of files dropped on a page at once, and of UTF-16 units in a URI; longer URIs are ignored. */
export const maxDroppedFiles = 10_000;
export const maxDroppedUriUnits = 8192;
/** Longer messages can't be edited in the panel, only sent again unchanged. */
export const maxEditedBytes = 1024 * 1024;
/** Longest text of a message that is sent, in UTF-16 units: what can be edited, in hex with blanks. It is parsed in one go. */
export const maxMessageUnits = 4 * 1024 * 1024;
/** Longest text that a page copies, in UTF-16 units: the clipboard takes it in one go. */
export const maxCopiedUnits = 16 * 1024 * 1024;
/** Number of finished transfers kept per endpoint, newest first. */
export const maxEndedTransfers = 200;
/** Maximum length of the state that a panel stores, in UTF-16 units. */
export const maxPanelUnits = 4 * 1024 * 1024;
/** Maximum length of a peer's name in UTF-16 units. */
export const maxPeerNameUnits = 100;
/** Maximum number of named peers per endpoint; the oldest names are dropped. */
export const maxPeerNames = 500;

/** Messages of a dialogue on which rules are tried. */
export const maxTriedMessages = 200;
