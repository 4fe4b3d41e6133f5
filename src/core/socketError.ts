/** Failures of the network as codes with parameters; the sentence is made where it is shown. */

/** Our own codes, besides the operating system's (`ECONNREFUSED`, `EADDRINUSE`, …). */
export type PortsideErrorCode =
  | 'ENGINE_STOPPED'
  /** A defect of Portside ended the connection, the endpoint, the transfer or the video. */
  | 'INTERNAL_ERROR'
  | 'NO_ENDPOINT'
  | 'NO_PEER'
  | 'NO_ENTRY'
  /** One peer is needed, but several could be meant. */
  | 'SEVERAL_PEERS'
  | 'NOT_OPEN'
  | 'SEND_QUEUE_FULL'
  /** The transcript can't be written, and nothing more may be queued; `reason` is the system's code, such as ENOSPC. */
  | 'DISK_FULL'
  | 'SEND_INTERRUPTED'
  | 'DATAGRAM_TOO_LARGE'
  | 'CONNECTION_LOST'
  | 'CONNECT_TIMEOUT'
  | 'CANCELLED'
  | 'STREAM_ENDED'
  | 'NOT_A_STREAM'
  /** Only TCP connections can be reset. */
  | 'NO_RESET'
  /** The direction is busy with a file; or with video, if `carries` says so. */
  | 'BUSY'
  /** A command with an argument needs the user’s permission: `listen`, `receive`, `send` or `capture`. */
  | 'NOT_ALLOWED'
  | 'NO_TRANSFER'
  /** A question that the same page asked is open, or several of its questions were dismissed. */
  | 'QUESTION_OPEN'
  | 'QUESTIONS_DISMISSED'
  /** A view of a transcript that was closed, or ended with its engine. */
  | 'NO_VIEW'
  /** A file can't be sent again until its peer is back: a client of a server, which can't be called back, or one of several peers. */
  | 'PEER_GONE'
  /** The peer declined, cancelled or couldn't store a file; `reason` is the peer's own. */
  | 'PEER_REFUSED'
  | 'PEER_CANCELLED'
  /** The peer doesn't answer in the framed format. */
  | 'NOT_FRAMED'
  | 'HASH_MISMATCH'
  /** The peer closed the connection without saying whether the file arrived. */
  | 'NO_ANSWER'
  /** The connection ended or was cut in the middle of a file. */
  | 'FILE_INCOMPLETE'
  | 'TOO_MANY_ASKING'
  /** The number of bytes differs from what was announced. */
  | 'WRONG_SIZE'
  | 'DECLINED'
  | 'INTERRUPTED'
  /** The directory is relative, and there is no folder to resolve it against. */
  | 'NO_DIRECTORY'
  /** Framed files need both directions, and one of them is a raw file. */
  | 'RECEIVES_RAW'
  /** The peer sent a file, but the endpoint doesn't receive files. */
  | 'NOT_RECEIVING'
  /** The peer uses a later version of the framed format. */
  | 'NEWER_VERSION'
  | 'NOT_A_FILE'
  | 'FILE_CHANGED'
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_FILES'
  | 'SPOOL_ABANDONED'
  | 'NO_VIDEO'
  /** No picture has arrived yet. */
  | 'NO_PICTURE'
  /** The data isn't video, or no longer is. */
  | 'NOT_VIDEO'
  /** A picture of `bytes`, if known, exceeds `maxFrameBytes`. */
  | 'PICTURE_TOO_LARGE'
  | 'NOT_A_PICTURE'
  | 'PROGRAM_NOT_FOUND'
  | 'PROGRAM_FAILED'
  /** ffmpeg may not read files of this format, such as a playlist. */
  | 'FORMAT_REFUSED'
  /** No picture arrived during the recording. */
  | 'NOTHING_RECORDED'
  /** No page is open that could record it. */
  | 'NOT_SHOWN';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** Which operation failed, for the sentence. For the last two, which concern files, the address is a path. */
export type SocketOperation = 'listen' | 'bind' | 'connect' | 'send' | 'read' | 'close' | 'write' | 'readFile';

/** A failure as data, for transcripts, snapshots and messages. */
export interface SocketFailure {
  readonly code: string;
  readonly params: ErrorParams;
}

/** A failure of the network or of its use: `code` is the system's or one of ours, `cause` the system's error. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
  readonly code: string;
  readonly params: ErrorParams;

  constructor(
    code: PortsideErrorCode | (string & {}),
    params: ErrorParams = {},
    options?: { cause?: unknown; message?: string },
  ) {
    super(
      options?.message ?? `${code} ${JSON.stringify(params)}`,
      options?.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.params = params;
  }

  /** Wraps an error from Node's `net`, `dgram`, `dns` or `fs`, which have a `code`. */
  static from(error: unknown, operation: SocketOperation, address: string): SocketError {
    if (error instanceof SocketError) return error;
    const code = (error as { code?: unknown }).code;
    const detail = error instanceof Error ? error.message : String(error);
    const isPath = address.startsWith('unix:') || address.startsWith('\\\\');
    return new SocketError(
      typeof code === 'string' ? code : 'UNKNOWN',
      { operation, address, detail, ...(isPath && { kind: 'unix' }) },
      { cause: error },
    );
  }

  get failure(): SocketFailure {
    return { code: this.code, params: this.params };
  }
}
