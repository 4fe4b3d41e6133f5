/** What an endpoint is made from: the same object in settings, commands, tasks and the API. Plain types, so that they can be published. */

/** Bytes of a framing: a text, sent as UTF-8, or hex. */
export type Bytes = string | { hex: string };

/**
 * What is sent: a text in the endpoint's encoding, or hex. In both, `{{name}}` inserts bytes and `{{$now}}` a value; `{{'{{'}}` is two
 * braces.
 */
export type Payload = string | { hex: string };

/** How a byte stream is cut into frames. `none` delivers what each read delivered; `slip` is RFC 1055, `cobs` ends frames with a zero. */
export type Framing =
  | 'none'
  | LineFraming
  | DelimiterFraming
  | LengthPrefixFraming
  | FixedFraming
  | 'slip'
  | 'cobs'
  | IdleFraming;

/**
 * Frames end with a line ending. `any` takes LF, CRLF and CR, and sends `lineEnding`, or LF. A text that is sent with an ending of its
 * own keeps it.
 */
export interface LineFraming {
  line: 'lf' | 'crlf' | 'cr' | 'any';
}

/** Frames end with these bytes, which are not part of the frame. */
export interface DelimiterFraming {
  delimiter: Bytes;
}

/** All frames have this many bytes. */
export interface FixedFraming {
  fixed: number;
}

/** A frame ends when nothing came for this long. */
export interface IdleFraming {
  idleMs: number;
}

/** Frames begin with their length, an unsigned integer. */
export interface LengthPrefixFraming {
  lengthPrefix: {
    /** Size of the length field in bytes. */
    bytes: 1 | 2 | 3 | 4 | 8;
    endian: 'little' | 'big';
    /** The length counts the header too. */
    includesHeader?: boolean;
    /** Bytes before the length field. When given, frames are delivered with their header. */
    offset?: number;
  };
}

/** Exactly one of the three says which frames a rule answers. */
export type ReplyCondition = { text: string } | { regex: string; flags?: string } | { hex: string };

/** The first rule whose condition holds answers a frame. */
export interface ReplyRule {
  when: ReplyCondition;
  /** `{{message}}` is the frame, `{{0}}`, `{{1}}` and `{{name}}` are captures, all as bytes. */
  send: Payload;
  delayMs?: number;
  /** End the connection after the last byte of the reply. */
  close?: boolean;
}

export type Encoding = 'utf8' | 'latin1' | 'utf16le' | 'utf16be';

export type EndpointKind = 'tcp-server' | 'tcp-client' | 'udp';

export interface SocketOptions {
  /** TCP: send small writes at once (TCP_NODELAY). */
  noDelay?: boolean;
  /** TCP: idle time before keep-alive probes, in ms; 0 is off. */
  keepAliveMs?: number;
  /** UDP: let several sockets bind one address (SO_REUSEADDR). */
  reuseAddress?: boolean;
  /** Client: the address to connect from. */
  localAddress?: string;
  /** Client: the port to connect from. */
  localPort?: number;
  /** UDP: allow sends to broadcast addresses. */
  broadcast?: boolean;
  /** UDP: time to live of outgoing datagrams, 1 to 255. */
  ttl?: number;
}

export interface FileReception {
  /** `raw`: all bytes of a connection are one file. `framed`: files by Portside's framed format, several on one connection. */
  mode: 'off' | 'raw' | 'framed';
  /** Where files go, absolute or below the workspace; the setting's when absent. */
  directory?: string;
  /** How raw files are called: `{n}`, `{peer}`, `{time}` and `{ext}` stand for what they say. */
  name?: string;
  /** Of one file. */
  maxFileBytes?: number;
}

export interface EndpointConfig {
  version?: 1;
  kind: EndpointKind;
  /** Where it listens (server, udp) or connects to (client): `127.0.0.1:9000`, `[::1]:9000`, `:9000`, `tcp://host:port`, `unix:/path`. */
  address: string;
  name?: string;
  /** UDP: where sends go by default. */
  remote?: string;
  /** UDP: connect the socket to `remote`: hear only it, and learn of refusals. */
  connected?: boolean;
  framing?: Framing;
  /** Largest frame in bytes; 16 MiB when absent. */
  maxFrameBytes?: number;
  encoding?: Encoding;
  /** Added to typed text; with `{line: 'any'}`, to every line that has no ending. */
  lineEnding?: 'none' | 'lf' | 'crlf' | 'cr';
  /** Sent to each peer of a stream before anything else. */
  greeting?: Payload;
  closeAfterGreeting?: boolean;
  reply?: 'none' | 'echo' | ReplyRule[];
  /** Servers: connections beyond this many are refused. */
  maxPeers?: number;
  /** Servers: length of the queue of connections not yet accepted. */
  backlog?: number;
  connectTimeoutMs?: number;
  /**
   * Clients: connect again when the connection is lost or can't be made, the first one too, waiting from `minMs`, doubling up to `maxMs`.
   * After this many `attempts` in a row the endpoint has failed; it keeps trying when absent.
   */
  reconnect?: { minMs: number; maxMs: number; attempts?: number };
  /** Bytes waiting for one peer before a send is refused; 16 MiB when absent. */
  maxQueuedBytes?: number;
  /** Streams: what is received becomes files. */
  files?: FileReception;
  options?: SocketOptions;
}
