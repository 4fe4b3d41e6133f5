/** Files on their way, as data that can cross a message port. */
import type { SocketFailure } from '../socketError.ts';
import type { DatagramPace } from './datagramPace.ts';

/** How files stand on the wire: their bytes alone, Portside's framed format (framedFormat.md), or bytes cut into datagrams. */
export type TransferMode = 'raw' | 'framed' | 'datagrams';

/**
 * `queued`: the direction carries something else still. `asking`: a person is to say where it goes, or whether at all. `checking`: what
 * the receiver has already is compared. The last three are final.
 */
export type TransferState = 'queued' | 'asking' | 'checking' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled';

/** What a transfer that is `asking` waits for: a directory for received files, or consent to a peer that is not on this machine. */
export type TransferQuestion = 'directory' | 'consent';

/** One file, or several in a row, on the way to or from one peer. */
export interface TransferSnapshot {
  readonly id: string;
  readonly endpoint: string;
  readonly peer: { readonly id: string; readonly address: string };
  readonly direction: 'in' | 'out';
  readonly mode: TransferMode;
  /** Of one file its name, of several what they are called together: a folder's name, or the first one's. */
  readonly name: string;
  readonly files: { readonly done: number; readonly total: number };
  /** Bytes of all files; absent where only the end of the stream tells. */
  readonly size?: number;
  /** Bytes sent or received, those included that the receiver had before. While it is paused, as many as when that began. */
  readonly bytes: number;
  /** Those that were sent, in the mode of this name; nobody knows which arrived. */
  readonly datagrams?: number;
  /** Bytes that the receiver had from an earlier attempt. */
  readonly resumedAt?: number;
  /** Ids of those that ended early and that this one resumes: they have left the list. */
  readonly replaces?: readonly string[];
  readonly state: TransferState;
  readonly asks?: TransferQuestion;
  /** Over the last second or so; 0 unless it runs. */
  readonly bytesPerSecond: number;
  /** ms since the epoch. */
  readonly queuedMs: number;
  readonly endedMs?: number;
  /** Why it failed, or who cancelled it. */
  readonly failure?: SocketFailure;
  /** On this machine: what is sent, or where it is received (a `.portside.part` until it is whole). */
  readonly path?: string;
  /** Of one whole file, in hex: verified where the mode is framed. */
  readonly sha256?: string;
  /** Guessed from the first bytes: `image/png`. */
  readonly mediaType?: string;
  /** It ended early, and can be tried again by the same command: a framed one goes on where it stopped. */
  readonly canRetry: boolean;
}

/** What is to be sent: a file or folder on the engine's disk, or bytes that somebody hands over slice by slice (`openSpool`). */
export type FileToSend = { readonly path: string } | { readonly spool: string };

/** How files go to a peer. With `endAfter` our end of stream follows the last one. */
export type SendHow =
  | { readonly mode: 'raw' | 'framed'; readonly endAfter?: boolean }
  | { readonly mode: 'datagrams'; readonly pace: DatagramPace; readonly endAfter?: never };

export type SendFilesOptions = SendHow & { readonly files: readonly FileToSend[] };

/** What holds for received files where an endpoint's config says nothing else. */
export interface ReceiveSettings {
  /** Absolute; asked for where it is absent. */
  readonly directory?: string;
  /** What a relative directory of an endpoint's config is below: the workspace's folder. */
  readonly baseDirectory?: string;
  /** Of one file. */
  readonly maxFileBytes: number;
  /** Files from other machines wait until a person agrees. */
  readonly asksForRemote: boolean;
}

/** Of this machine's peers any file, to where a person says. */
export const defaultReceiveSettings: ReceiveSettings = {
  maxFileBytes: Number.MAX_SAFE_INTEGER,
  asksForRemote: true,
};

/** A question for a directory is accepted when there is one by the settings or the config: then it is looked for again. */
export interface TransferAnswer {
  readonly accept: boolean;
  /** What was asked when it was answered: by now it may be something else, which is left alone. */
  readonly to?: TransferQuestion;
}

export function hasEnded({ state }: Pick<TransferSnapshot, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** Failures after which the received bytes aren't the beginning of the right file, and aren't kept. */
export const spoilingFailures: ReadonlySet<string> = new Set(['HASH_MISMATCH', 'WRONG_SIZE']);

/** Returns the path of the received part of a file that ended early; undefined if none is kept. */
export function keptPart({ direction, state, path, bytes, failure }: TransferSnapshot): string | undefined {
  const endedEarly = state === 'failed' || state === 'cancelled';
  if (direction === 'out' || !endedEarly || bytes === 0) return undefined;
  return failure && spoilingFailures.has(failure.code) ? undefined : path;
}
