/**
 * Codes of failures and their parameters, as data: sentences are made where failures are shown (`sentences/errors/`).
 */
import type { EndpointKind } from './endpointConfig.ts';

type NoParams = Readonly<Record<string, never>>;

export interface Addressed {
  /** The peer's address, or that of the endpoint. */
  readonly address: string;
}

export interface AtPath {
  /** Path of a file. */
  readonly address: string;
}

export interface Detailed {
  /** Message of the system or a program, in its own language. */
  readonly detail: string;
}

export interface Reasoned {
  /** The peer's own words, in any language. */
  readonly reason: string;
}

/**
 * Parameters of each of our own errors. The system's codes (`ECONNREFUSED`, `EADDRINUSE`, …) have `SystemErrorParams`.
 */
export interface ErrorParamsOf {
  ENGINE_STOPPED: Detailed;
  /** A defect of Portside ended the connection, the endpoint, the transfer or the video. */
  INTERNAL_ERROR: Detailed;
  /** `endpoint` is the given id or name. */
  NO_ENDPOINT: { readonly endpoint: string };
  /** `peer` (an id) and `address` identify the intended peer, as far as they were given. */
  NO_PEER: {
    readonly kind?: EndpointKind;
    readonly peer?: string;
    readonly address?: string;
    /** Something was to be received from the peer; if absent, something was to be sent to it. */
    readonly purpose?: 'receive';
  };
  /** Too many streams of received messages are open. */
  TOO_MANY_STREAMS: { readonly maxStreams: number };
  /** No message matched in time. `pattern` and `last` (the last messages received, if any) are quoted for display. */
  EXPECT_TIMEOUT: { readonly pattern: string; readonly timeoutMs: number; readonly last?: string };
  /** No message matched before the endpoint was closed (`closed`), or the messages ended. */
  EXPECT_ENDED: { readonly pattern: string; readonly why: 'closed' | 'ended'; readonly last?: string };
  NO_ENTRY: NoParams;
  /** One peer is required, but the target could stand for several. */
  SEVERAL_PEERS: { readonly kind: EndpointKind; readonly endpoint: string; readonly peers: number };
  NOT_OPEN: { readonly state: string };
  SEND_QUEUE_FULL: { readonly bytes: number; readonly queuedBytes: number; readonly maxQueuedBytes: number };
  /** The transcript can't be written, and its queue is full. `reason` is the system's code, such as ENOSPC. */
  DISK_FULL: Detailed & { readonly reason: string };
  /** All numbers for rows or peers are used: this transcript can't record any more. */
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
  /** The direction (`out` if absent) is busy with a file, or with video if `carries` says so. */
  BUSY: Addressed & { readonly direction?: 'in'; readonly carries?: 'video' };
  /**
   * A command with an argument needs the user's permission: to listen on an address, to write or send a file or folder,
   * or to show the camera.
   */
  NOT_ALLOWED:
    | (Addressed & { readonly permission: 'listen' })
    | { readonly permission: 'receive'; readonly path: string }
    | { readonly permission: 'send'; readonly path: string; readonly purpose?: 'import' }
    | { readonly permission: 'change'; readonly name: string; readonly of?: 'message' }
    | { readonly permission: 'capture' };
  NO_TRANSFER: NoParams;
  /** Another question of the same page is open, or several of its questions were dismissed. */
  QUESTION_OPEN: NoParams;
  QUESTIONS_DISMISSED: NoParams;
  /** The view of a transcript was closed, or ended with its engine. */
  NO_VIEW: { readonly view: number };
  /**
   * A file can't be sent again until its peer is back: a client of a server, which a server can't reconnect, or one of
   * several peers. `state` is the endpoint's, `candidates` the number of peers that could be meant instead.
   */
  PEER_GONE: Addressed & { readonly state: string; readonly candidates?: number };
  /** The peer declined, cancelled or couldn't store a file. */
  PEER_REFUSED: Reasoned;
  PEER_CANCELLED: Reasoned;
  /** The peer doesn't reply in the framed format. */
  NOT_FRAMED: Addressed;
  HASH_MISMATCH: NoParams;
  /** The peer closed the connection without confirming that the file arrived. */
  NO_ANSWER: Addressed;
  /**
   * The connection ended or was cut in the middle of a file, after `bytes` (added once the transfer has ended). Only
   * the framed format knows the size.
   */
  FILE_INCOMPLETE: { readonly bytes?: number; readonly size?: number; readonly mode?: 'raw' | 'framed' | 'datagrams' };
  TOO_MANY_ASKING: { readonly maxAsking: number };
  /** The number of bytes differs from the announced `size`. */
  WRONG_SIZE: { readonly size: number };
  DECLINED: NoParams;
  INTERRUPTED: NoParams;
  /** The directory is relative, but there is no folder to resolve it against. */
  NO_DIRECTORY: { readonly directory: string };
  /** Framed files need both directions, but one of them is used by a raw file. */
  RECEIVES_RAW: Addressed;
  /** The peer sent a file, but the endpoint doesn't receive files. */
  NOT_RECEIVING: NoParams;
  /** The peer uses a later version of the framed format. */
  NEWER_VERSION: { readonly version: number };
  NOT_A_FILE: AtPath;
  /** A folder, a pipe or a device exists where a file is to be written. */
  NOT_REPLACEABLE: AtPath;
  FILE_CHANGED: AtPath & { readonly size?: number };
  FILE_TOO_LARGE: Partial<AtPath> & { readonly maxBytes: number };
  TOO_MANY_FILES: { readonly maxFiles: number };
  /** Only `bytes` of `size` of the dropped file had arrived. */
  SPOOL_ABANDONED: AtPath & { readonly bytes?: number; readonly size?: number };
  NO_VIDEO: NoParams;
  /** No picture has arrived yet. */
  NO_PICTURE: NoParams;
  /** The data isn't video, or no longer is. */
  NOT_VIDEO: Addressed;
  /** A picture exceeds `maxFrameBytes`. `bytes` is absent if the stream doesn't announce sizes. */
  PICTURE_TOO_LARGE: Addressed & { readonly bytes?: number; readonly maxFrameBytes: number };
  NOT_A_PICTURE: AtPath;
  PROGRAM_NOT_FOUND: { readonly program: string };
  PROGRAM_FAILED: Detailed & { readonly program: string };
  /** ffmpeg has read the file, or looked for a picture in vain. */
  NO_FRAMES: AtPath;
  /** ffmpeg isn't allowed to read files of this format, such as playlists. */
  FORMAT_REFUSED: AtPath;
  /** No picture arrived during the recording. */
  NOTHING_RECORDED: NoParams;
  /** There is no open page that could record the video. */
  NOT_SHOWN: NoParams;
}

/** Our own codes. */
export type ErrorCode = keyof ErrorParamsOf;

/** Codes of Node and the operating system: all known ones begin with an E. UNKNOWN stands for errors without a code. */
export type SystemCode = `E${string}` | 'UNKNOWN';

/** Operation that failed, for the sentence. In the last two, which concern files, the address is a path. */
export type SocketOperation = 'listen' | 'bind' | 'connect' | 'send' | 'read' | 'close' | 'write' | 'readFile';

export interface SystemErrorParams {
  readonly operation?: SocketOperation;
  readonly address?: string;
  /** The system's own message. */
  readonly detail?: string;
  /** Kind of the socket, unless it is TCP. */
  readonly kind?: 'unix' | 'udp';
  /** Option of the endpoint that is missing, or its field that is wrong. */
  readonly option?: 'broadcast' | 'address';
  /** IP version of the target: 4 or 6. */
  readonly family?: number;
  /** Remote of a connected UDP socket. */
  readonly remote?: string;
  /** Id and name of the endpoint that uses the port, and the name of its window unless it is this one. */
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

/** A failure as data, for transcripts, snapshots and messages. Another version may use other codes and parameters. */
export type SocketFailure = PortsideFailure | SystemFailure;

/** Whether Node or the system reported the failure: only these say which operation failed. */
export function isSystemFailure(failure: SocketFailure): failure is SystemFailure {
  return 'operation' in failure.params;
}
