/** A row of a transcript: a frame in, a frame out, or an event. */
import type { LiveField } from './config/configChange.ts';
import type { Framing } from './endpointConfig.ts';
import type { SocketFailure, SystemFailure } from './errorParams.ts';
import type { TlsSign } from './foreignTls.ts';
import type { BrokenEnvelope } from './framing/brokenEnvelope.ts';
import type { Phrase } from './phrase.ts';
import type { FramedFlaw } from './transfer/framedDecoder.ts';

export type Direction = 'in' | 'out' | 'event';

/** Any event except a frame, as a code and parameters. */
export type TranscriptEvent =
  | { code: 'listening' | 'connecting'; address: string }
  /**
   * `remote` is the default recipient of a UDP socket, `host:port`; if connected, the socket receives only from there.
   */
  | { code: 'bound'; address: string; remote?: string; connected?: true }
  /** The port used in the previous window is taken, so a free one was chosen. */
  | { code: 'portTaken'; address: string }
  | { code: 'peerConnected' | 'peerHeard'; address: string }
  /** The peer has sent its end of stream, but something was still to be sent. Our end follows that. */
  | { code: 'peerEnded' }
  /** Both directions have ended: `by` is the side that ended first. */
  | { code: 'peerClosed'; by: 'peer' | 'us' }
  | { code: 'peerReset'; by: 'peer' | 'us' }
  /** At least this many received bytes are missing: recording them would have delayed closing the connection. */
  | { code: 'notRecorded'; bytes: number }
  | { code: 'peerRefused'; address: string; maxPeers: number }
  | { code: 'peerFailed' | 'failed'; failure: SocketFailure }
  /** `origin` is what wasn't sent, `reason` why, for example because the framing rejects it. */
  | { code: 'sendFailed'; failure: SocketFailure; origin?: Origin; reason?: Phrase }
  | { code: 'reconnecting'; attempt: number; delayMs: number; failure?: SocketFailure }
  | { code: 'unterminatedFrame'; bytes: number }
  | { code: 'malformedFrame'; bytes: number }
  /** Bytes were between two messages. */
  | { code: 'noise'; bytes: number }
  | { code: 'framingChanged'; framing: Framing }
  /** These config fields were changed while the endpoint was open. */
  | { code: 'configChanged'; fields: readonly LiveField[] }
  | { code: 'frameTooLong'; maxFrameBytes: number }
  /** A piece of a message was delivered to free memory. */
  | { code: 'frameCut' }
  /** A header announces a message of this many bytes, more than the limit. */
  | { code: 'brokenLengthPrefix'; length: string; maxFrameBytes: number }
  /** The header or the trailer of a message isn't valid at this byte (from 0). */
  | ({ code: 'brokenEnvelope' } & BrokenEnvelope)
  | { code: 'datagramsDropped' | 'datagramsLost'; datagrams: number }
  /** Replies, files or video wait until the transcript can be written again. Recorded once each time that happens. */
  | { code: 'sendingPaused'; failure: SocketFailure }
  /** The transcript's files were deleted: this many entries were lost, the others were written again. */
  | { code: 'filesDeleted'; entries: number }
  | { code: 'echoLoop' }
  /**
   * Rules replied to each other with ever longer messages, so the last one, of this length, wasn't sent. `rules` are
   * those involved.
   */
  | { code: 'growingAnswers'; bytes: number; rules: readonly { endpoint: string; rule: number }[] }
  /** The rule (from 0) was skipped for a message of this length. */
  | { code: 'patternTimedOut'; rule: number; bytes: number; ms: number }
  /** The pattern thread failed with this stack; the rule (or the search) was skipped for a message of this length. */
  | { code: 'patternFailed'; rule?: number; bytes: number; detail: string }
  /** Captures with these names were too long to be kept for later rules. */
  | { code: 'captureTooLong'; rule: number; names: readonly string[] }
  | { code: 'datagramsUnanswered' }
  /** The peer's first bytes are TLS (or DTLS), or say that it expects TLS. */
  | { code: 'unexpectedTls'; sign: TlsSign }
  | { code: 'interrupted' }
  /**
   * Takes the place and numbers of this many entries of the log. Without `rows`: an unknown number of entries at its
   * end.
   */
  | { code: 'rowsUnreadable'; rows?: number }
  | {
      code: 'fileSent' | 'fileReceived';
      name: string;
      files: number;
      bytes: number;
      durationMs: number;
      sha256?: string;
      /** Number of bytes that the receiver already had. */
      resumedAt?: number;
      /** Number of datagrams that the file was split into. */
      datagrams?: number;
      /** Our end of stream followed. */
      ended?: true;
    }
  | { code: 'transferFailed'; direction: 'in' | 'out'; name: string; bytes: number; failure: SocketFailure }
  | { code: 'transferCancelled'; direction: 'in' | 'out'; name: string; bytes: number }
  /** `flaw` is absent if the stream ended within a line. */
  | { code: 'notFramed'; name: string; flaw?: FramedFlaw }
  | { code: 'videoStarted'; direction: 'in' | 'out' }
  | {
      code: 'videoEnded';
      direction: 'in' | 'out';
      frames: number;
      bytes: number;
      /** Pictures that arrived while another was in transit, or before one was requested. */
      skipped: number;
      durationMs: number;
    }
  /** The peer sends video whose pictures exceed the maximum frame size, so none can be shown. */
  | { code: 'pictureTooLarge'; bytes?: number; maxFrameBytes: number }
  /** Unreadable frames of video since the last such event. The reason is that of the latest one. */
  | { code: 'pictureUnreadable'; frames: number; reason: UnreadableReason; detail?: string }
  | { code: 'closed' };

export type EventCode = TranscriptEvent['code'];

/** Events with this code. */
export type EventOf<Code extends EventCode> = TranscriptEvent & { code: Code };

/**
 * Why a frame of video isn't a picture. The detail is: with `wrongElementType`, numpy's name of the type; with a wrong
 * shape or size, the shape; with `otherPickle`, what it would call; with `tooLarge`, the picture's width and height.
 */
export type UnreadableReason =
  | 'empty'
  | 'unknown'
  | 'cutImage'
  | 'brokenPickle'
  | 'otherPickle'
  | 'wrongElementType'
  | 'wrongShape'
  | 'wrongSize'
  | 'wrongOrder'
  | 'tooLarge';

/** Limits that the transcripts of one window share. */
export interface TranscriptBounds {
  /** Entries beyond this are read from disk. */
  readonly memoryBytes: number;
  /** Beyond either limit, the oldest entries are removed. */
  readonly diskBytes: number;
  readonly rows: number;
}

/** Limits beyond which entries are removed. */
export type TranscriptBound = 'disk' | 'rows' | 'peers';

/** State shared by the transcripts of one window. */
export interface TranscriptStorage {
  /** Reason why transcripts can't be written to disk at present; new entries wait in memory. */
  readonly failure?: SystemFailure;
  /** Limits that have been reached since they were set. */
  readonly reached: readonly (TranscriptBound | 'memory')[];
}

/** Reason for sending bytes: a user or program requested it, or the endpoint replied by itself. */
export type Origin = 'send' | 'greeting' | 'echo' | { readonly rule: number };

/** An entry as a view shows it. */
export interface Row {
  /** Position in the transcript, from 0. */
  readonly seq: number;
  /** ms since the epoch, with fractions. */
  readonly time: number;
  readonly direction: Direction;
  /** The entry's peer; absent for events of the endpoint itself. */
  readonly peer?: { readonly id: string; readonly address: string };
  /** Size of the frame in bytes; 0 for events. */
  readonly length: number;
  /**
   * The first bytes as text (at most `previewBytes`). A byte that isn't text in the endpoint's encoding becomes U+DC00
   * + byte, as in Python's surrogateescape. A character split between frames appears whole in the later one.
   */
  readonly text: string;
  /** Number of bytes beyond the preview. */
  readonly more: number;
  readonly origin?: Origin;
  readonly event?: TranscriptEvent;
  /** Matches of the view's search in the text: start and end of each, in UTF-16 units. */
  readonly marks?: readonly (readonly [number, number])[];
  /** The frame's first bytes, if the rows were requested with bytes. */
  readonly bytes?: Uint8Array;
  /** The same matches in bytes: start and end of each. They may lie beyond `bytes`. */
  readonly byteMarks?: readonly (readonly [number, number])[];
}

/** Maximum bytes of a frame in a row's preview. */
export const previewBytes = 4096;

/** An entry as returned by the API, with the frame's bytes up to a limit. */
export interface EntryData {
  readonly seq: number;
  readonly time: number;
  readonly direction: Direction;
  readonly peer?: string;
  readonly data?: Uint8Array;
  /** Size of the whole frame in bytes. */
  readonly length?: number;
  readonly event?: TranscriptEvent;
}

/** `out` was sent by a user or program, `answer` by the endpoint itself; `problem` is an event that needs attention. */
export const entryKinds = ['in', 'out', 'answer', 'event', 'problem'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** A search for text (in the endpoint's encoding), an RE2 pattern for bytes, or bytes, within a frame. */
export type Search =
  | { readonly text: string; readonly matchCase?: boolean; readonly wholeWord?: boolean }
  | { readonly regex: string; readonly matchCase?: boolean }
  | { readonly hex: string };

/** Selects the entries of a view: those that meet all given conditions. */
export interface ViewFilter {
  /** Peer ids. Events of the endpoint itself belong to every peer's conversation. */
  readonly peers?: readonly string[];
  readonly kinds?: readonly EntryKind[];
  /** Size of a frame in bytes; events have no size and are excluded. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly search?: Search;
  /** Shows only matches of the search. Otherwise, everything is shown and matches are marked. */
  readonly onlyMatches?: boolean;
}

/** Contents of a view. Positions count from its first row ever: they don't change when old rows are removed. */
export interface ViewState {
  /** Position of the first row still available. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
  /** Number of matches found so far that are still available. */
  readonly matches: number;
  /** Entries searched so far, out of `total`. */
  readonly scanned: number;
  readonly total: number;
  /** Number of entries that took too long to search and count as not matching. Absent if there are none. */
  readonly slow?: number;
}

/**
 * A place in a view: an entry or the next one shown, a time (ms since the epoch), a match by its number among those
 * available, or the first match from an entry on.
 */
export type ViewPlace =
  | { readonly seq: number }
  | { readonly time: number }
  | { readonly match: number }
  | { readonly matchFrom: number };

/** Position in a view for a place. */
export interface Located {
  readonly position: number;
  readonly seq: number;
  /** Number of the match, if a match was located. */
  readonly match?: number;
}
