/** Codes of failures and their parameters, as data: the sentence is made where it is shown (`sentences/errors/`). */
import type { EndpointKind } from './endpointConfig.ts';

type NoParams = Readonly<Record<string, never>>;

export interface Addressed {
  /** The peer's address, or that of the endpoint. */
  readonly address: string;
}

export interface AtPath {
  /** A file. */
  readonly address: string;
}

export interface Detailed {
  /** Message of the system or a program, in its own language. */
  readonly detail: string;
}

export interface Reasoned {
  /** The peer's own, in whatever language. */
  readonly reason: string;
}

/** The parameters of each of our own errors. The system's codes (`ECONNREFUSED`, `EADDRINUSE`, …) have `SystemErrorParams`. */
export interface ErrorParamsOf {
  ENGINE_STOPPED: Detailed;
  /** A defect of Portside ended the connection, the endpoint, the transfer or the video. */
  INTERNAL_ERROR: Detailed;
  /** `endpoint` is the id or name that was given. */
  NO_ENDPOINT: { readonly endpoint: string };
  /** `peer` (an id) and `address` are the intended peer, as far as it was given. */
  NO_PEER: {
    readonly kind?: EndpointKind;
    readonly peer?: string;
    readonly address?: string;
    /** Something was to be received from it; otherwise something was to be sent to it. */
    readonly purpose?: 'receive';
  };
  /** Too many streams of received messages are open. */
  TOO_MANY_STREAMS: { readonly maxStreams: number };
  /** No message matched in time. `pattern` and `last` (the last messages received, if any) are quoted as shown. */
  EXPECT_TIMEOUT: { readonly pattern: string; readonly timeoutMs: number; readonly last?: string };
  /** No message matched before the endpoint was closed (`closed`), or the messages ended. */
  EXPECT_ENDED: { readonly pattern: string; readonly why: 'closed' | 'ended'; readonly last?: string };
  NO_ENTRY: NoParams;
  /** One peer is needed, but several could be meant. */
  SEVERAL_PEERS: { readonly kind: EndpointKind; readonly endpoint: string; readonly peers: number };
  NOT_OPEN: { readonly state: string };
  SEND_QUEUE_FULL: { readonly bytes: number; readonly queuedBytes: number; readonly maxQueuedBytes: number };
  /** The transcript can't be written, and nothing more may be queued; `reason` is the system's code, such as ENOSPC. */
  DISK_FULL: Detailed & { readonly reason: string };
  /** The numbers of rows or peers are used up: nothing more can be recorded in this transcript. */
  TRANSCRIPT_FULL: NoParams;
  SEND_INTERRUPTED: Addressed;
  DATAGRAM_TOO_LARGE: { readonly bytes: number; readonly maxBytes: number };
  CONNECTION_LOST: Addressed;
  CONNECT_TIMEOUT: Addressed & { readonly timeoutMs: number };
  CANCELLED: Partial<Addressed>;
  STREAM_ENDED: NoParams;
  NOT_A_STREAM: Addressed;
  /** Only TCP connections can be reset. */
  NO_RESET: Addressed;
  /** The direction, `out` if it isn't given, is busy with a file; or with video, if `carries` says so. */
  BUSY: Addressed & { readonly direction?: 'in'; readonly carries?: 'video' };
  /**
   * A command with an argument needs the user’s permission: to listen there, to write, send or import this file or folder, to change the saved
   * endpoint of this name, or to show the camera.
   */
  NOT_ALLOWED:
    | (Addressed & { readonly permission: 'listen' })
    | { readonly permission: 'receive'; readonly path: string }
    | { readonly permission: 'send'; readonly path: string; readonly purpose?: 'import' }
    | { readonly permission: 'change'; readonly name: string }
    | { readonly permission: 'capture' };
  NO_TRANSFER: NoParams;
  /** A question that the same page asked is open, or several of its questions were dismissed. */
  QUESTION_OPEN: NoParams;
  QUESTIONS_DISMISSED: NoParams;
  /** A view of a transcript that was closed, or ended with its engine. */
  NO_VIEW: { readonly view: number };
  /**
   * A file can't be sent again until its peer is back: a client of a server, which can't be called back, or one of several peers. `state` is
   * the endpoint's, `candidates` the number of peers that could be meant instead.
   */
  PEER_GONE: Addressed & { readonly state: string; readonly candidates?: number };
  /** The peer declined, cancelled or couldn't store a file. */
  PEER_REFUSED: Reasoned;
  PEER_CANCELLED: Reasoned;
  /** The peer doesn't answer in the framed format. */
  NOT_FRAMED: Addressed;
  HASH_MISMATCH: NoParams;
  /** The peer closed the connection without saying whether the file arrived. */
  NO_ANSWER: Addressed;
  /**
   * The connection ended or was cut in the middle of a file: after `bytes`, added once the transfer has ended. Only the framed format knows
   * the size.
   */
  FILE_INCOMPLETE: { readonly bytes?: number; readonly size?: number; readonly mode?: 'raw' | 'framed' | 'datagrams' };
  TOO_MANY_ASKING: { readonly maxAsking: number };
  /** The number of bytes differs from the announced `size`. */
  WRONG_SIZE: { readonly size: number };
  DECLINED: NoParams;
  INTERRUPTED: NoParams;
  /** The directory is relative, and there is no folder to resolve it against. */
  NO_DIRECTORY: { readonly directory: string };
  /** Framed files need both directions, and one of them is a raw file. */
  RECEIVES_RAW: Addressed;
  /** The peer sent a file, but the endpoint doesn't receive files. */
  NOT_RECEIVING: NoParams;
  /** The peer uses a later version of the framed format. */
  NEWER_VERSION: { readonly version: number };
  NOT_A_FILE: AtPath;
  /** A folder, a pipe or a device stands where a file is to be written. */
  NOT_REPLACEABLE: AtPath;
  FILE_CHANGED: AtPath & { readonly size?: number };
  FILE_TOO_LARGE: Partial<AtPath> & { readonly maxBytes: number };
  TOO_MANY_FILES: { readonly maxFiles: number };
  /** `bytes` of `size` of the dropped file had come. */
  SPOOL_ABANDONED: AtPath & { readonly bytes?: number; readonly size?: number };
  NO_VIDEO: NoParams;
  /** No picture has arrived yet. */
  NO_PICTURE: NoParams;
  /** The data isn't video, or no longer is. */
  NOT_VIDEO: Addressed;
  /** A picture exceeds `maxFrameBytes`; `bytes` is absent if the stream doesn't announce them. */
  PICTURE_TOO_LARGE: Addressed & { readonly bytes?: number; readonly maxFrameBytes: number };
  NOT_A_PICTURE: AtPath;
  PROGRAM_NOT_FOUND: { readonly program: string };
  PROGRAM_FAILED: Detailed & { readonly program: string };
  /** ffmpeg may not read files of this format, such as a playlist. */
  FORMAT_REFUSED: AtPath;
  /** No picture arrived during the recording. */
  NOTHING_RECORDED: NoParams;
  /** No page is open that could record it. */
  NOT_SHOWN: NoParams;
}

/** Our own codes. */
export type ErrorCode = keyof ErrorParamsOf;

/** Codes of Node and the operating system: all that we know begin with an E. UNKNOWN is for errors without a code. */
export type SystemCode = `E${string}` | 'UNKNOWN';

/** Which operation failed, for the sentence. For the last two, which concern files, the address is a path. */
export type SocketOperation = 'listen' | 'bind' | 'connect' | 'send' | 'read' | 'close' | 'write' | 'readFile';

export interface SystemErrorParams {
  readonly operation?: SocketOperation;
  readonly address?: string;
  /** The system's own message. */
  readonly detail?: string;
  /** The kind of the socket, if it isn't TCP's. */
  readonly kind?: 'unix' | 'udp';
  /** The endpoint's option that is missing, or the field that is wrong. */
  readonly option?: 'broadcast' | 'address';
  /** The target's: 4 or 6. */
  readonly family?: number;
  /** Where a connected UDP socket sends. */
  readonly remote?: string;
  /** Id and name of the endpoint that has the port, and the name of its window if it isn't this one. */
  readonly holder?: string;
  readonly endpoint?: string;
  readonly window?: string;
}

export type PortsideFailure = {
  readonly [Code in ErrorCode]: { readonly code: Code; readonly params: ErrorParamsOf[Code] };
}[ErrorCode];

export interface SystemFailure {
  readonly code: SystemCode;
  readonly params: SystemErrorParams;
}

/** A failure as data, for transcripts, snapshots and messages. What another version wrote may have other codes and parameters. */
export type SocketFailure = PortsideFailure | SystemFailure;

/** Whether Node or the system reported it: only those failures say which operation failed. */
export function isSystemFailure(failure: SocketFailure): failure is SystemFailure {
  return 'operation' in failure.params;
}
