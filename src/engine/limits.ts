/** Limits that hold where the config names none. */
export const defaultMaxQueuedBytes = 16 * 1024 * 1024;
export const defaultConnectTimeoutMs = 15_000;
export const defaultBacklog = 511;
/** UDP: addresses kept as peers, the most recently heard. */
export const maxUdpPeers = 10_000;
