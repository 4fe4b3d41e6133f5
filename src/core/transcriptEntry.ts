/** One row of a transcript: a frame in, a frame out, or an event. */
import type { LiveField } from './configChange.ts';
import type { Framing } from './endpointConfig.ts';
import type { TlsSign } from './foreignTls.ts';
import type { Phrase } from './phrase.ts';
import type { SocketFailure } from './socketError.ts';
import type { FramedFlaw } from './transfer/framedDecoder.ts';

export type Direction = 'in' | 'out' | 'event';

/** What happened beside the frames, as a code and its parameters. */
export type TranscriptEvent =
  | { code: 'listening' | 'connecting'; address: string }
  /** `remote` is where a UDP socket sends by default, `host:port`; if connected, it receives only from there. */
  | { code: 'bound'; address: string; remote?: string; connected?: true }
  /** The port of an earlier window; a free one takes its place. */
  | { code: 'portTaken'; address: string }
  | { code: 'peerConnected' | 'peerHeard'; address: string }
  /** The peer has sent its end of stream while our side still had something to send. */
  | { code: 'peerEnded' }
  /** Both directions have ended: `by` is who ended first. */
  | { code: 'peerClosed'; by: 'peer' | 'us' }
  | { code: 'peerReset'; by: 'peer' | 'us' }
  | { code: 'peerRefused'; address: string; maxPeers: number }
  | { code: 'peerFailed' | 'failed'; failure: SocketFailure }
  /** `origin` is what was not sent, `reason` why it can't be: what the framing refuses, say. */
  | { code: 'sendFailed'; failure: SocketFailure; origin?: Origin; reason?: Phrase }
  | { code: 'reconnecting'; attempt: number; delayMs: number; failure?: SocketFailure }
  | { code: 'unterminatedFrame'; bytes: number }
  | { code: 'malformedFrame'; bytes: number }
  | { code: 'framingChanged'; framing: Framing }
  /** The config was changed while it was open: these fields. */
  | { code: 'configChanged'; fields: readonly LiveField[] }
  | { code: 'frameTooLong'; maxFrameBytes: number }
  | { code: 'brokenLengthPrefix'; length: string; maxFrameBytes: number }
  | { code: 'datagramsDropped' | 'datagramsLost'; datagrams: number }
  /** Answers, files or video wait until the transcript can be written again. Recorded once each time. */
  | { code: 'sendingPaused'; failure: SocketFailure }
  /** The transcript's files were deleted: this many entries are gone, and the others were written again. */
  | { code: 'filesDeleted'; entries: number }
  | { code: 'echoLoop' }
  /** Rules answer answers with ever longer messages: the last one, of this length, wasn't sent. `rules` are those that took part. */
  | { code: 'growingAnswers'; bytes: number; rules: readonly { endpoint: string; rule: number }[] }
  /** The rule (from 0) was skipped for a message of this length. */
  | { code: 'patternTimedOut'; rule: number; bytes: number; ms: number }
  /** The pattern thread broke down with this stack: the rule, or a search where there is none, was skipped for a message of this length. */
  | { code: 'patternFailed'; rule?: number; bytes: number; detail: string }
  | { code: 'datagramsUnanswered' }
  /** The peer's first bytes are TLS (DTLS on UDP), or say that it expects TLS. */
  | { code: 'unexpectedTls'; sign: TlsSign }
  | { code: 'interrupted' }
  /** Stands for this many entries of the log, whose numbers it takes. Without `rows`: some at its end, their number is unknown. */
  | { code: 'rowsUnreadable'; rows?: number }
  | {
      code: 'fileSent' | 'fileReceived';
      name: string;
      files: number;
      bytes: number;
      durationMs: number;
      sha256?: string;
      /** Bytes of it that the receiver had before. */
      resumedAt?: number;
      /** Of a file that was cut into these. */
      datagrams?: number;
      /** Our end of stream followed. */
      ended?: true;
    }
  | { code: 'transferFailed'; direction: 'in' | 'out'; name: string; bytes: number; failure: SocketFailure }
  | { code: 'transferCancelled'; direction: 'in' | 'out'; name: string; bytes: number }
  /** Without a flaw where the stream ended inside a line. */
  | { code: 'notFramed'; name: string; flaw?: FramedFlaw }
  | { code: 'videoStarted'; direction: 'in' | 'out' }
  | {
      code: 'videoEnded';
      direction: 'in' | 'out';
      frames: number;
      bytes: number;
      /** Pictures that came while another was on its way, or before anybody asked for them. */
      skipped: number;
      durationMs: number;
    }
  /** The peer sends video whose pictures exceed the largest frame, so that none is shown. */
  | { code: 'pictureTooLarge'; bytes?: number; maxFrameBytes: number }
  /** Frames of video since the last such event; the reason is that of the newest one. */
  | { code: 'pictureUnreadable'; frames: number; reason: UnreadableReason; detail?: string }
  | { code: 'closed' };

/**
 * Why a frame of video is no picture. With `wrongElementType` the detail is numpy's name of the type, with a wrong shape or size the shape,
 * with `otherPickle` what it would call, with `tooLarge` the picture's width and height.
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

/** What the transcripts of one window may hold together. */
export interface TranscriptBounds {
  /** Beyond, entries are read from disk. */
  readonly memoryBytes: number;
  /** Beyond these two, the oldest entries go. */
  readonly diskBytes: number;
  readonly rows: number;
}

/** The bounds at which entries go. */
export type TranscriptBound = 'disk' | 'rows';

/** What happened to the transcripts of one window together. */
export interface TranscriptStorage {
  /** Why they can't be written to disk now; what is recorded meanwhile waits in memory. */
  readonly failure?: SocketFailure;
  /** The bounds that were reached since they were set. */
  readonly reached: readonly (TranscriptBound | 'memory')[];
}

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
  /** What the view's search found in the text: begin and end of each, in UTF-16 units. */
  readonly marks?: readonly (readonly [number, number])[];
  /** The frame's first bytes, where the rows were asked for with bytes. */
  readonly bytes?: Uint8Array;
  /** The same finds in the frame's bytes: begin and end of each. They may lie beyond `bytes`. */
  readonly byteMarks?: readonly (readonly [number, number])[];
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

/** `out` is what somebody sent, `answer` what the endpoint sent by itself, `problem` an event that a person should look at. */
export const entryKinds = ['in', 'out', 'answer', 'event', 'problem'] as const;

export type EntryKind = (typeof entryKinds)[number];

/** What is looked for in frames, one at a time. A text is found in the endpoint's encoding, a regex (RE2) in bytes read as UTF-8. */
export type Search =
  | { readonly text: string; readonly matchCase?: boolean; readonly wholeWord?: boolean }
  | { readonly regex: string; readonly matchCase?: boolean }
  | { readonly hex: string };

/** Which entries a view shows: those that meet every given condition. */
export interface ViewFilter {
  /** Ids. Events of the endpoint itself belong to every peer's conversation. */
  readonly peers?: readonly string[];
  readonly kinds?: readonly EntryKind[];
  /** Bytes of a frame; events have no size and are left out. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly search?: Search;
  /** Only what the search finds is shown; else everything is, and the finds are marked. */
  readonly onlyMatches?: boolean;
}

/** What a view holds now. Positions are counted from the view's first row ever: they stay when old rows go. */
export interface ViewState {
  /** Position of the first row that is still there. */
  readonly first: number;
  /** Position after the last row. */
  readonly end: number;
  /** What the search found so far and is still there. */
  readonly matches: number;
  /** Entries looked at so far, of `total`. */
  readonly scanned: number;
  readonly total: number;
  /** Entries that took too long to search: nothing counts as found in them. Absent where there are none. */
  readonly slow?: number;
}

/**
 * A place in a view: an entry or the next one that is shown, a time (ms since the epoch), a find by its number among those that are
 * still there, the first find from an entry on.
 */
export type Place =
  | { readonly seq: number }
  | { readonly time: number }
  | { readonly match: number }
  | { readonly matchFrom: number };

/** Where a place is in a view. */
export interface Located {
  readonly position: number;
  readonly seq: number;
  /** Of a find: its number. */
  readonly match?: number;
}
