/** Config of an endpoint in settings, commands, tasks and the API. Plain types, so that they can be published. */

/** Bytes that a framing uses: text, sent as UTF-8, or hex. */
export type Bytes = string | { hex: string };

/**
 * Bytes to send: text in the endpoint's encoding, or hex. In both, `{{name}}` inserts bytes and `{{$now}}` a value;
 * `{{'{{'}}` is two braces.
 */
export type Payload = string | { hex: string };

/**
 * How a byte stream is split into frames. `none` delivers each read as a frame; `slip` is RFC 1055, `cobs` ends frames
 * with a zero byte, `json` delivers JSON values, one after another.
 */
export type Framing =
  | 'none'
  | LineFraming
  | DelimiterFraming
  | LengthPrefixFraming
  | FixedFraming
  | 'slip'
  | 'cobs'
  | 'json'
  | IdleFraming
  | EnclosedFraming
  | PatternFraming
  | HeaderFraming
  | FramingName;

/**
 * Frames end with a line ending. `any` accepts LF, CRLF and CR, and sends `lineEnding` or, by default, LF. Text sent
 * with an ending of its own keeps it.
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

/** A frame ends when nothing has arrived for this long. */
export interface IdleFraming {
  idleMs: number;
}

/**
 * Frames are between these bytes, which aren't part of them. Bytes between frames are a frame with a flaw, except for
 * white space.
 */
export interface EnclosedFraming {
  start: Bytes;
  end: Bytes;
}

/** Frames end with a match of this RE2 pattern of bytes, which is part of them. */
export interface PatternFraming {
  pattern: string;
}

/**
 * Frames have header lines, a blank line and as many bytes as the header says. With `keepHeader`, the header is part of
 * the frame, and there may be nothing after it.
 */
export interface HeaderFraming {
  header: 'content-length';
  keepHeader?: boolean;
}

/** Names of protocols and number formats: `namedFramings.ts` says what they stand for. */
export type FramingName =
  | ('line' | 'crlf' | 'nul')
  | ('u8' | 'u16be' | 'u16le' | 'u24be' | 'u24le' | 'u32be' | 'u32le' | 'u64be' | 'u64le')
  | ('modbus-tcp' | 'dns-tcp' | 'lsp' | 'dap' | 'sip' | 'http' | 'fix' | 'mllp' | 'stx-etx' | 'netstring' | 'syslog')
  | ('resp' | 'postgres' | 'mysql' | 'amqp' | 'pkt-line' | 'mqtt' | 'protobuf' | 'iso8583');

/** Frames begin with their length. */
export interface LengthPrefixFraming {
  lengthPrefix: LengthPrefix;
}

export type LengthPrefix = LengthField & LengthPrefixOptions;

/** How the length is written. */
export type LengthField =
  | BinaryLength
  /** This many decimal digits; any padding is accepted. `pad` is what is sent: zeros, or blanks on that side (right). */
  | { digits: number; pad?: 'zeros' | 'left' | 'right' }
  /** Decimal digits up to these bytes: a blank as in RFC 6587, or the colon of a netstring. */
  | { digitsUntil: Bytes }
  /** This many hexadecimal digits, sent with zeros in front. */
  | { hexDigits: number }
  /** This many bytes of two decimal digits each. */
  | { bcd: number }
  /** Unsigned LEB128, as in protobuf: 7 bits per byte, the lowest first. */
  | { varint: true };

/** An unsigned integer. */
export interface BinaryLength {
  /** Size of the length field in bytes. */
  bytes: 1 | 2 | 3 | 4 | 8;
  endian: 'little' | 'big';
}

export interface LengthPrefixOptions {
  /** Bytes before the length field. If given, frames are delivered with their header. */
  offset?: number;
  /** Whether the length includes the header. */
  includesHeader?: boolean;
  /** Added to the length to get the size of what follows; negative if the length counts too much. */
  adjust?: number;
  /** Bytes after each message, which the length doesn't count. */
  trailer?: Bytes;
  /** The length is that of a JSON header, one of whose fields has the length of the message behind it. */
  jsonHeader?: JsonHeader;
}

export interface JsonHeader {
  /** Name of the field with the length of the message. */
  field: string;
  /** Other fields of the headers that are sent. */
  add?: object;
}

/** Which part of a message a text or hex describes: all of it (the default), its start, or any part of it. */
export type ConditionMatch = 'whole' | 'start' | 'contains';

/**
 * Exactly one of the three says which frames a rule applies to. Text and hex may have `{{…}}` placeholders that capture
 * or check parts of the frame.
 */
export type ReplyCondition =
  | { text: string; match?: ConditionMatch }
  | { hex: string; match?: ConditionMatch }
  | { regex: string; flags?: string };

/** What to do with a frame. The first rule whose condition matches in the peer's state applies. */
export interface ReplyRule {
  when: ReplyCondition;
  /**
   * Replies in the order in which they are sent; absent if there are none. `{{message}}` is the frame, `{{0}}` what the
   * condition matched, `{{1}}` and `{{name}}` are captures. Captures with a name remain available to all rules.
   */
  send?: Payload | Payload[];
  /** Sends the replies as they are, without what the framing adds. */
  raw?: true;
  /** Waits this long before the first reply. */
  delayMs?: number;
  /** Whether the connection ends after the last byte of the replies, or is reset. */
  close?: boolean | 'reset';
  /** Number of times that the rule applies to each peer; unlimited if absent. */
  times?: number;
  /** State of the peer in which the rule applies; every peer begins in `''`. A rule without a state always applies. */
  state?: string;
  /** State of the peer from the next frame on. */
  goTo?: string;
  /** Framing of this peer from the byte after the frame on. The replies are still sent in the one before. */
  framing?: NonNullable<EndpointConfig['framing']>;
}

export type Encoding = 'utf8' | 'latin1' | 'utf16le' | 'utf16be';

export type EndpointKind = 'tcp-server' | 'tcp-client' | 'udp';

export interface SocketOptions {
  /** TCP: send small writes immediately (TCP_NODELAY). */
  noDelay?: boolean;
  /** TCP: idle time before keep-alive probes, in ms; 0 is off. */
  keepAliveMs?: number;
  /** UDP: allow several sockets to bind to the same address (SO_REUSEADDR). */
  reuseAddress?: boolean;
  /** Client: the address to connect from. */
  localAddress?: string;
  /** Client: the port to connect from. */
  localPort?: number;
  /** UDP: allow sending to broadcast addresses. */
  broadcast?: boolean;
  /** UDP: time to live of outgoing datagrams, 1 to 255. */
  ttl?: number;
}

export interface FileReception {
  /** `raw`: all bytes of a connection are one file. `framed`: files in Portside's framed format, any number per connection. */
  mode: 'off' | 'raw' | 'framed';
  /** Folder for received files, absolute or relative to the workspace; the one in the setting if absent. */
  directory?: string;
  /** Name pattern of raw files. Its placeholders are `{n}`, `{peer}`, `{time}` and `{ext}`. */
  name?: string;
  /** Maximum size of one file. */
  maxFileBytes?: number;
}

export interface EndpointConfig {
  version?: 1;
  kind: EndpointKind;
  /**
   * Address that it listens on (server, udp) or connects to (client): `127.0.0.1:9000`, `[::1]:9000`, `:9000`,
   * `tcp://host:port`, `unix:/path`.
   */
  address: string;
  name?: string;
  /** UDP: default recipient. */
  remote?: string;
  /** UDP: connect the socket to `remote`, so that it receives only from there and reports refusals. */
  connected?: boolean;
  framing?: Framing;
  /** Largest frame in bytes; 16 MiB if absent. */
  maxFrameBytes?: number;
  encoding?: Encoding;
  /** Appended to typed text; with `{line: 'any'}`, to every line that has no ending. */
  lineEnding?: 'none' | 'lf' | 'crlf' | 'cr';
  /** Sent to each peer of a stream before anything else. */
  greeting?: Payload;
  closeAfterGreeting?: boolean;
  reply?: 'none' | 'echo' | ReplyRule[];
  /** Servers: maximum number of clients. Further connections are refused. */
  maxPeers?: number;
  /** Servers: length of the queue of connections not yet accepted. */
  backlog?: number;
  connectTimeoutMs?: number;
  /**
   * Clients: reconnect when the connection is lost or can't be established, including the first attempt, after a delay
   * that starts at `minMs` and doubles up to `maxMs`. The endpoint fails after `attempts` failures in a row; if absent,
   * it never gives up. A connection that ends before `maxMs` without any data received counts as a failure.
   */
  reconnect?: { minMs: number; maxMs: number; attempts?: number };
  /** Bytes queued for one peer beyond which sends are refused; 16 MiB if absent. */
  maxQueuedBytes?: number;
  /** Streams: save received data as files. */
  files?: FileReception;
  options?: SocketOptions;
}
