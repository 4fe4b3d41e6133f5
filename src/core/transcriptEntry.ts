/** One row of a transcript: a frame in, a frame out, or an event. */
import type { LiveField } from './config/configChange.ts';
import type { Framing } from './endpointConfig.ts';
import type { SocketFailure, SystemFailure } from './errorParams.ts';
import type { TlsSign } from './foreignTls.ts';
import type { Phrase } from './phrase.ts';
import type { FramedFlaw } from './transfer/framedDecoder.ts';

export type Direction = 'in' | 'out' | 'event';

/** An event other than a frame, as a code and its parameters. */
export type TranscriptEvent =
  | { code: 'listening' | 'connecting'; address: string }
  /** `remote` is where a UDP socket sends by default, `host:port`; if connected, it receives only from there. */
  | { code: 'bound'; address: string; remote?: string; connected?: true }
  /** The previous window's port is in use, so a free one was taken. */
  | { code: 'portTaken'; address: string }
  | { code: 'peerConnected' | 'peerHeard'; address: string }
  /** The peer has sent its end of stream while something was still to be sent. Ours follows it. */
  | { code: 'peerEnded' }
  /** Both directions have ended: `by` is the side that ended first. */
  | { code: 'peerClosed'; by: 'peer' | 'us' }
  | { code: 'peerReset'; by: 'peer' | 'us' }
  /** At least this many received bytes are missing: recording them would have held up closing the connection. */
  | { code: 'notRecorded'; bytes: number }
  | { code: 'peerRefused'; address: string; maxPeers: number }
  | { code: 'peerFailed' | 'failed'; failure: SocketFailure }
  /** `origin` is what wasn't sent, `reason` why not: because the framing refuses it, for example. */
  | { code: 'sendFailed'; failure: SocketFailure; origin?: Origin; reason?: Phrase }
  | { code: 'reconnecting'; attempt: number; delayMs: number; failure?: SocketFailure }
  | { code: 'unterminatedFrame'; bytes: number }
  | { code: 'malformedFrame'; bytes: number }
  | { code: 'framingChanged'; framing: Framing }
  /** These fields of the config were changed while it was open. */
  | { code: 'configChanged'; fields: readonly LiveField[] }
  | { code: 'frameTooLong'; maxFrameBytes: number }
  /** A piece of a message was delivered to free memory. */
  | { code: 'frameCut' }
  | { code: 'brokenLengthPrefix'; length: string; maxFrameBytes: number }
  | { code: 'datagramsDropped' | 'datagramsLost'; datagrams: number }
  /** Replies, files or video wait until the transcript can be written again. Recorded once each time. */
  | { code: 'sendingPaused'; failure: SocketFailure }
  /** The transcript's files were deleted: this many entries were lost, and the others were written again. */
  | { code: 'filesDeleted'; entries: number }
  | { code: 'echoLoop' }
  /** Rules replied to each other with ever longer messages: the last one, of this length, wasn't sent. `rules` are the ones involved. */
  | { code: 'growingAnswers'; bytes: number; rules: readonly { endpoint: string; rule: number }[] }
  /** The rule (from 0) was skipped for a message of this length. */
  | { code: 'patternTimedOut'; rule: number; bytes: number; ms: number }
  /** The pattern thread failed with this stack: the rule, or a search if none is given, was skipped for a message of this length. */
  | { code: 'patternFailed'; rule?: number; bytes: number; detail: string }
  | { code: 'datagramsUnanswered' }
  /** The peer's first bytes are TLS (DTLS on UDP), or say that it expects TLS. */
  | { code: 'unexpectedTls'; sign: TlsSign }
  | { code: 'interrupted' }
  /** Represents this many entries of the log, whose numbers it takes. Without `rows`, an unknown number of entries at its end. */
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
  /** No flaw if the stream ended inside a line. */
  | { code: 'notFramed'; name: string; flaw?: FramedFlaw }
  | { code: 'videoStarted'; direction: 'in' | 'out' }
  | {
      code: 'videoEnded';
      direction: 'in' | 'out';
      frames: number;
      bytes: number;
      /** Pictures that arrived while another was on its way, or before any was requested. */
      skipped: number;
      durationMs: number;
    }
  /** The peer sends video whose pictures exceed the largest frame, so none can be shown. */
  | { code: 'pictureTooLarge'; bytes?: number; maxFrameBytes: number }
  /** Frames of video since the last such event; the reason is that of the newest one. */
  | { code: 'pictureUnreadable'; frames: number; reason: UnreadableReason; detail?: string }
  | { code: 'closed' };

export type EventCode = TranscriptEvent['code'];

/** The events with this code. */
export type EventOf<Code extends EventCode> = TranscriptEvent & { code: Code };

/**
 * Why a frame of video isn't a picture. With `wrongElementType`, the detail is numpy's name of the type; with a wrong shape or size, the
 * shape; with `otherPickle`, what it would call; with `tooLarge`, the picture's width and height.
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
  /** Beyond this, entries are read from disk. */
  readonly memoryBytes: number;
  /** Beyond either of these, the oldest entries are removed. */
  readonly diskBytes: number;
  readonly rows: number;
}

/** The limits at which entries are removed. */
export type TranscriptBound = 'disk' | 'rows';

/** State shared by the transcripts of one window. */
export interface TranscriptStorage {
  /** Why they can't be written to disk now; what is recorded meanwhile waits in memory. */
  readonly failure?: SystemFailure;
  /** The limits that have been reached since they were set. */
  readonly reached: readonly (TranscriptBound | 'memory')[];
}

/** Why bytes were sent: a user or program requested it, or the endpoint replied by itself. */
export type Origin = 'send' | 'greeting' | 'echo' | { readonly rule: number };

/** An entry as a view shows it. */
export interface Row {
  /** Position in the transcript, from 0. */
  readonly seq: number;
  /** ms since the epoch, with fractions. */
  readonly time: number;
  readonly direction: Direction;
  /** The peer it belongs to; absent for events of the endpoint itself. */
  readonly peer?: { readonly id: string; readonly address: string };
  /** Size of the frame in bytes; 0 for events. */
  readonly length: number;
  /**
   * The first bytes as text (at most `previewBytes`). A byte that isn't text in the endpoint's encoding becomes U+DC00 + byte, as in
   * Python's surrogateescape. Characters split between frames appear whole in the later one.
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
  /** The same matches in the frame's bytes: start and end of each. They may lie beyond `bytes`. */
  readonly byteMarks?: readonly (readonly [number, number])[];
}

/** How many bytes of a frame a row's preview covers. */
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

/** `out` is what a user or program sent, `answer` what the endpoint sent by itself, `problem` an event that deserves attention. */
export const entryKinds = ['in', 'out', 'answer', 'event', 'problem'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** A search for text, a pattern or bytes in frames, one at a time. Text is found in the endpoint's encoding, a regex (RE2) in bytes read as UTF-8. */
export type Search =
  | { readonly text: string; readonly matchCase?: boolean; readonly wholeWord?: boolean }
  | { readonly regex: string; readonly matchCase?: boolean }
  | { readonly hex: string };

/** Which entries a view shows: those that meet every given condition. */
export interface ViewFilter {
  /** Peer ids. Events of the endpoint itself belong to every peer's conversation. */
  readonly peers?: readonly string[];
  readonly kinds?: readonly EntryKind[];
  /** Size of a frame in bytes; events have no size and are excluded. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly search?: Search;
  /** Show only matches of the search; otherwise everything is shown and matches are marked. */
  readonly onlyMatches?: boolean;
}

/** Current contents of a view. Positions are counted from the view's very first row: they stay the same when old rows are removed. */
export interface ViewState {
  /** Position of the first row still available. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
  /** Number of matches so far that are still available. */
  readonly matches: number;
  /** Entries searched so far, out of `total`. */
  readonly scanned: number;
  readonly total: number;
  /** Number of entries that took too long to search and count as not matching. Absent if none. */
  readonly slow?: number;
}

/**
 * A place in a view: an entry or the next one shown, a time (ms since the epoch), a match by its number among those still available, or the
 * first match from an entry on.
 */
export type Place =
  | { readonly seq: number }
  | { readonly time: number }
  | { readonly match: number }
  | { readonly matchFrom: number };

/** Position of a place in a view. */
export interface Located {
  readonly position: number;
  readonly seq: number;
  /** For a match: its number. */
  readonly match?: number;
}
