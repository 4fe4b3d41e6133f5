/** Modes of Portside's own files: only the user may read conversations, configs and files in transit. */
export const privateDirectory = 0o700;
export const privateFile = 0o600;
