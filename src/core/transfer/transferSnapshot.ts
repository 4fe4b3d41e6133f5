/** Transfers of files, as data that can cross a message port. */
import type { SocketFailure } from '../errorParams.ts';
import type { DatagramPace } from './datagramPace.ts';

/** How files are sent: only their bytes, the framed format (framedFormat.md), or bytes split into datagrams. */
export type TransferMode = 'raw' | 'framed' | 'datagrams';

/**
 * `queued`: the direction is still busy with something else. `asking`: the user is asked where to save the file, or
 * whether to accept it. `checking`: the part that the receiver already has is compared. The last three are final.
 */
export type TransferState = 'queued' | 'asking' | 'checking' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** The question of a transfer that is `asking`: for a directory, or for consent to a peer on another machine. */
export type TransferQuestion = 'directory' | 'consent';

/** One file, or several in a row, sent to or received from one peer. */
export interface TransferSnapshot {
  readonly id: string;
  readonly endpoint: string;
  readonly peer: { readonly id: string; readonly address: string };
  readonly direction: 'in' | 'out';
  readonly mode: TransferMode;
  /** Name of a single file, or a common name for several: a folder's name, or the first file's. */
  readonly name: string;
  readonly files: { readonly done: number; readonly total: number };
  /** Total size of all files; absent if only the end of the stream reveals it. */
  readonly size?: number;
  /**
   * Bytes sent or received, including those that the receiver already had. While paused, the number at the start of the
   * pause.
   */
  readonly bytes: number;
  /** Number of datagrams sent, in datagram mode; how many arrived is unknown. */
  readonly datagrams?: number;
  /** Bytes that the receiver already had from an earlier attempt. */
  readonly resumedAt?: number;
  /** Ids of interrupted transfers that this one resumes, which are no longer listed. */
  readonly replaces?: readonly string[];
  readonly state: TransferState;
  readonly asks?: TransferQuestion;
  /** Rate over about the last second; 0 unless the transfer is running. */
  readonly bytesPerSecond: number;
  /** ms since the epoch. */
  readonly queuedMs: number;
  readonly endedMs?: number;
  /** Reason why the transfer failed, or who cancelled it. */
  readonly failure?: SocketFailure;
  /**
   * Path on this machine of the file that is sent, or to which one is saved (`.portside.part` until it is complete).
   */
  readonly path?: string;
  /** Hash of a single complete file, in hex: verified in framed mode. */
  readonly sha256?: string;
  /** Media type guessed from the first bytes: `image/png`. */
  readonly mediaType?: string;
  /** Whether it ended early and the same command can retry it. A framed transfer resumes where it stopped. */
  readonly canRetry: boolean;
}

/** Source of a file to send: a file or folder on the engine's disk, or bytes delivered in slices (`openSpool`). */
export type FileToSend = { readonly path: string } | { readonly spool: string };

/** How files are sent to a peer. With `endAfter`, our end of stream follows the last file. */
export type SendHow =
  | { readonly mode: 'raw' | 'framed'; readonly endAfter?: boolean }
  | { readonly mode: 'datagrams'; readonly pace: DatagramPace; readonly endAfter?: never };

export type SendFilesOptions = SendHow & { readonly files: readonly FileToSend[] };

/** Defaults for received files that an endpoint's config doesn't set. */
export interface ReceiveSettings {
  /** Absolute path; if absent, the user is asked. */
  readonly directory?: string;
  /** Directory to which relative directories in a config refer: the workspace folder. */
  readonly baseDirectory?: string;
  /** Maximum size of one file. */
  readonly maxFileBytes: number;
  /** Whether files from other machines wait until the user accepts them. */
  readonly asksForRemote: boolean;
}

/** Peers on this machine may send any file. The user is asked where to save it. */
export const defaultReceiveSettings: ReceiveSettings = {
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  asksForRemote: true,
};

/**
 * Answers a transfer's question. Once the settings or the config specify a directory, answer its question with
 * `accept`: the directory is looked up again.
 */
export interface TransferAnswer {
  readonly accept: boolean;
  /** The question being answered: if a different one is pending by now, it stays open. */
  readonly to?: TransferQuestion;
}

export function hasEnded({ state }: Pick<TransferSnapshot, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** Failures after which the received bytes aren't kept, since they aren't the beginning of the right file. */
export const spoilingFailures: ReadonlySet<string> = new Set(['HASH_MISMATCH', 'WRONG_SIZE']);

/** Returns the path of the received part of a file that ended early; undefined if none is kept. */
export function keptPart({ direction, state, path, bytes, failure }: TransferSnapshot): string | undefined {
  const endedEarly = state === 'failed' || state === 'cancelled';
  if (direction === 'out' || !endedEarly || bytes === 0) return undefined;
  return failure && spoilingFailures.has(failure.code) ? undefined : path;
}
