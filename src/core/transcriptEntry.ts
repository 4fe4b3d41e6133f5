/** One row of a transcript: a frame in, a frame out, or an event. */
import type { Framing } from './endpointConfig.ts';
import type { SocketFailure } from './socketError.ts';

export type Direction = 'in' | 'out' | 'event';

/** What happened beside the frames, as a code and its parameters. */
export type TranscriptEvent =
  | { code: 'listening' | 'bound' | 'connecting'; address: string }
  | { code: 'peerConnected' | 'peerHeard'; address: string }
  | { code: 'peerEnded' }
  | { code: 'peerClosed'; by: 'peer' | 'us' }
  | { code: 'peerReset'; by: 'peer' | 'us' }
  | { code: 'peerRefused'; address: string; maxPeers: number }
  | { code: 'peerFailed' | 'sendFailed' | 'failed'; failure: SocketFailure }
  | { code: 'reconnecting'; attempt: number; delayMs: number; failure?: SocketFailure }
  | { code: 'unterminatedFrame'; bytes: number }
  | { code: 'malformedFrame'; bytes: number }
  | { code: 'framingChanged'; framing: Framing }
  | { code: 'frameTooLong'; maxFrameBytes: number }
  | { code: 'brokenLengthPrefix'; length: string; maxFrameBytes: number }
  | { code: 'datagramsDropped'; datagrams: number }
  | { code: 'echoLoop' }
  | { code: 'logFailed'; failure: SocketFailure }
  | { code: 'closed' }
  | { code: 'cleared'; entries: number };

/** Why bytes went out: somebody asked, or the endpoint answered by itself. */
export type Origin = 'send' | 'greeting' | 'echo' | { readonly rule: number };

/** An entry as a view shows it. */
export interface Row {
  /** Position in the transcript, from 0. */
  readonly seq: number;
  /** ms since the epoch, with fractions. */
  readonly time: number;
  readonly direction: Direction;
  /** Whose entry it is; absent for events of the endpoint itself. */
  readonly peer?: { readonly id: string; readonly address: string };
  /** Bytes of the frame; 0 for events. */
  readonly length: number;
  /**
   * The first bytes as text (`previewBytes` at most). A byte that is no text in the endpoint's encoding stands as U+DC00 + byte, as in
   * Python's surrogateescape. Characters cut between frames appear whole in the later one.
   */
  readonly text: string;
  /** Bytes beyond the preview. */
  readonly more: number;
  readonly origin?: Origin;
  readonly event?: TranscriptEvent;
}

/** How many bytes of a frame a row's preview covers. */
export const previewBytes = 4096;

/** An entry as the API gives it: the frame's bytes up to a limit. */
export interface EntryData {
  readonly seq: number;
  readonly time: number;
  readonly direction: Direction;
  readonly peer?: string;
  readonly data?: Uint8Array;
  /** Bytes of the whole frame. */
  readonly length?: number;
  readonly event?: TranscriptEvent;
}

/** Which entries a view shows: those that meet every given condition. */
export interface ViewFilter {
  readonly peers?: readonly string[];
  readonly directions?: readonly Direction[];
}
