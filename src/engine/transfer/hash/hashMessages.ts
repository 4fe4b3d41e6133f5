/** Messages between the engine and its hashing thread. A job is one file, whose descriptor is open for as long as the job exists. */

export type ToHashThread =
  /** The first `to` bytes of the file can be read. With `asks`, their hash is requested. */
  | { readonly job: number; readonly fd: number; readonly to: number; readonly asks: boolean }
  /** The file is about to be closed. */
  | { readonly job: number; readonly stop: true };

export type FromHashThread =
  /** SHA-256 in hex. */
  | { readonly job: number; readonly sha256: string }
  /** Reading failed with the system's code; without one, the file has become shorter. */
  | { readonly job: number; readonly code?: string; readonly detail: string }
  /** The file may be closed. */
  | { readonly job: number; readonly stopped: true };
