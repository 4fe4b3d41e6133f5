/** What went wrong on the network, as a code and parameters; the sentence is made where it is shown. */

/** Codes of our own beside the operating system's (`ECONNREFUSED`, `EADDRINUSE`, …). */
export type PortsideErrorCode =
  | 'ENGINE_STOPPED'
  /** A defect of Portside ended the connection, the endpoint, the transfer or the video. */
  | 'INTERNAL_ERROR'
  | 'NO_ENDPOINT'
  | 'NO_PEER'
  | 'NO_ENTRY'
  /** One peer is needed, and several could be meant. */
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
  /** Only TCP has a reset. */
  | 'NO_RESET'
  /** The direction carries a file; or video, where `carries` says so. */
  | 'BUSY'
  /** A command with an argument needs the user’s permission: `listen`, `receive`, `send` or `capture`. */
  | 'NOT_ALLOWED'
  | 'NO_TRANSFER'
  /** A view of a transcript that was closed, or went with its engine. */
  | 'NO_VIEW'
  /** A file can't be sent again before its peer is there again: a server's, which nobody can call back, or one of several. */
  | 'PEER_GONE'
  /** The peer declined, cancelled or could not keep a file; `reason` is its own. */
  | 'PEER_REFUSED'
  | 'PEER_CANCELLED'
  /** What the peer answers is no framed format. */
  | 'NOT_FRAMED'
  | 'HASH_MISMATCH'
  /** The peer ended, and did not say whether the file arrived. */
  | 'NO_ANSWER'
  /** The connection ended, or was cut, in the middle of a file. */
  | 'FILE_INCOMPLETE'
  | 'TOO_MANY_ASKING'
  /** The bytes are not as many as were announced. */
  | 'WRONG_SIZE'
  | 'DECLINED'
  | 'INTERRUPTED'
  /** A relative directory, and no folder that it is below. */
  | 'NO_DIRECTORY'
  /** Framed files need both directions, and one is a raw file. */
  | 'RECEIVES_RAW'
  /** The peer sends a file, and the endpoint takes none. */
  | 'NOT_RECEIVING'
  /** The peer's framed format is a later one. */
  | 'NEWER_VERSION'
  | 'NOT_A_FILE'
  | 'FILE_CHANGED'
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_FILES'
  | 'SPOOL_ABANDONED'
  | 'NO_VIDEO'
  /** None has come yet. */
  | 'NO_PICTURE'
  /** What comes is no video, or none any more. */
  | 'NOT_VIDEO'
  /** A picture of `bytes`, where that is known, exceeds `maxFrameBytes`. */
  | 'PICTURE_TOO_LARGE'
  | 'NOT_A_PICTURE'
  | 'PROGRAM_NOT_FOUND'
  | 'PROGRAM_FAILED'
  /** ffmpeg was not let read a file of this format, such as a playlist. */
  | 'FORMAT_REFUSED'
  /** No picture came while it was recorded. */
  | 'NOTHING_RECORDED'
  /** No page is there that could record it. */
  | 'NOT_SHOWN';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** Which operation failed, for the sentence. Of the last two, which are a file's, the address is a path. */
export type SocketOperation = 'listen' | 'bind' | 'connect' | 'send' | 'read' | 'close' | 'write' | 'readFile';

/** A failure as data: fits in a transcript, a snapshot and a message. */
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

  /** Wraps an error of Node's `net`, `dgram`, `dns` or `fs`, which carry a `code`. */
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
