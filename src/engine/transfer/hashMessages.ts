/** What is said between the engine and its hashing thread. A job is one file, whose descriptor is open as long as the job is. */

export type ToHashThread =
  /** The first `to` bytes of the file can be read. With `asks` their hash is told. */
  | { readonly job: number; readonly fd: number; readonly to: number; readonly asks: boolean }
  /** The file is to be closed. */
  | { readonly job: number; readonly stop: true };

export type FromHashThread =
  /** SHA-256 in hex. */
  | { readonly job: number; readonly sha256: string }
  /** Reading failed with the system's code; without one the file is shorter than it was. */
  | { readonly job: number; readonly code?: string; readonly detail: string }
  /** The file may be closed. */
  | { readonly job: number; readonly stopped: true };
