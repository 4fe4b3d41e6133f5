/** Limits that apply if the config doesn't set any. */
export const defaultMaxQueuedBytes = 16 * 1024 * 1024;
export const defaultConnectTimeoutMs = 15_000;
/** *Keep Trying*: a server that was just started is found within this many ms, and one that stays down costs little. */
export const defaultReconnect = { minMs: 250, maxMs: 5000 } as const;
/** As many as Linux allows by default: a client that connects while the queue is full waits a second for the next attempt. */
export const defaultBacklog = 4096;
/**
 * Bytes × size of a pattern that may run on a thread that others wait for: RE2JS takes at most 20 ms for it. A datagram of 1,400 bytes can
 * be matched against a pattern of 93 instructions.
 */
export const maxPatternSteps = 2 ** 17;
/** UDP: number of addresses kept as peers, most recently active first. */
export const maxUdpPeers = 10_000;
/** Maximum slice size for a file that has no path on the engine's machine. */
export const maxSliceBytes = 1024 * 1024;
/** Maximum number of files dropped on a page at once; longer URIs are ignored. */
export const maxDroppedFiles = 10_000;
export const maxDroppedUriUnits = 8192;
/** Longer messages can't be edited in the panel: they can only be sent again unchanged. */
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
/** Maximum number of named peers per endpoint; the names given first are dropped. */
export const maxPeerNames = 500;
