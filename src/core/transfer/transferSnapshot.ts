/** Transfers of files, as data that can cross a message port. */
import type { SocketFailure } from '../errorParams.ts';
import type { DatagramPace } from './datagramPace.ts';

/** How files are sent on the wire: only their bytes, Portside's framed format (framedFormat.md), or bytes split into datagrams. */
export type TransferMode = 'raw' | 'framed' | 'datagrams';

/**
 * `queued`: the direction is still busy with something else. `asking`: the user is asked where to save it, or whether to accept it.
 * `checking`: the part that the receiver already has is compared. The last three are final.
 */
export type TransferState = 'queued' | 'asking' | 'checking' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** The question of a transfer that is `asking`: a directory for received files, or consent to a peer on another machine. */
export type TransferQuestion = 'directory' | 'consent';

/** One file, or several in a row, on the way to or from one peer. */
export interface TransferSnapshot {
  readonly id: string;
  readonly endpoint: string;
  readonly peer: { readonly id: string; readonly address: string };
  readonly direction: 'in' | 'out';
  readonly mode: TransferMode;
  /** The name of one file, or a common name for several: a folder's name, or the first file's. */
  readonly name: string;
  readonly files: { readonly done: number; readonly total: number };
  /** Total size of all files; absent if only the end of the stream shows it. */
  readonly size?: number;
  /** Bytes sent or received, including those that the receiver already had. While paused, the count from when the pause began. */
  readonly bytes: number;
  /** Number of datagrams sent, in datagram mode; how many arrived is unknown. */
  readonly datagrams?: number;
  /** Bytes that the receiver had from an earlier attempt. */
  readonly resumedAt?: number;
  /** Ids of interrupted transfers that this one resumes: they have left the list. */
  readonly replaces?: readonly string[];
  readonly state: TransferState;
  readonly asks?: TransferQuestion;
  /** Over about the last second; 0 unless it is running. */
  readonly bytesPerSecond: number;
  /** ms since the epoch. */
  readonly queuedMs: number;
  readonly endedMs?: number;
  /** Why it failed, or who cancelled it. */
  readonly failure?: SocketFailure;
  /** On this machine: what is sent, or where it is saved (a `.portside.part` until it is complete). */
  readonly path?: string;
  /** Hash of a single complete file, in hex: verified in framed mode. */
  readonly sha256?: string;
  /** Guessed from the first bytes: `image/png`. */
  readonly mediaType?: string;
  /** It ended early and can be retried with the same command: a framed transfer resumes where it stopped. */
  readonly canRetry: boolean;
}

/** The source of a file to send: a file or folder on the engine's disk, or bytes handed over slice by slice (`openSpool`). */
export type FileToSend = { readonly path: string } | { readonly spool: string };

/** How files are sent to a peer. With `endAfter`, our end of stream follows the last one. */
export type SendHow =
  | { readonly mode: 'raw' | 'framed'; readonly endAfter?: boolean }
  | { readonly mode: 'datagrams'; readonly pace: DatagramPace; readonly endAfter?: never };

export type SendFilesOptions = SendHow & { readonly files: readonly FileToSend[] };

/** Defaults for received files, used if an endpoint's config doesn't set them. */
export interface ReceiveSettings {
  /** Absolute path; the user is asked for it if absent. */
  readonly directory?: string;
  /** The directory that relative directories in a config are resolved against: the workspace's folder. */
  readonly baseDirectory?: string;
  /** Maximum size of one file. */
  readonly maxFileBytes: number;
  /** Files from other machines wait until the user accepts them. */
  readonly asksForRemote: boolean;
}

/** Peers on this machine may send any file; the user is asked where to save it. */
export const defaultReceiveSettings: ReceiveSettings = {
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  asksForRemote: true,
};

/** A question for a directory is accepted once the settings or the config name one: it is looked up again then. */
export interface TransferAnswer {
  readonly accept: boolean;
  /** The question that was answered: if a different one is pending by now, it is left alone. */
  readonly to?: TransferQuestion;
}

export function hasEnded({ state }: Pick<TransferSnapshot, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** Failures after which the received bytes aren't the beginning of the right file, so they aren't kept. */
export const spoilingFailures: ReadonlySet<string> = new Set(['HASH_MISMATCH', 'WRONG_SIZE']);

/** Returns the path of the received part of a file that ended early; undefined if none is kept. */
export function keptPart({ direction, state, path, bytes, failure }: TransferSnapshot): string | undefined {
  const endedEarly = state === 'failed' || state === 'cancelled';
  if (direction === 'out' || !endedEarly || bytes === 0) return undefined;
  return failure && spoilingFailures.has(failure.code) ? undefined : path;
}
