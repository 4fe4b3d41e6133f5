/** Messages of the framed file format (framedFormat.md): their fields, and the limits of these. */

/** The version that we write. A file of a later version is refused rather than misread. */
export const framedVersion = 1;

export const framedLimits = {
  /** Maximum length of a message's line, including its LF. */
  lineBytes: 64 * 1024,
  /** Maximum number of bytes after one data message. */
  dataBytes: 1024 * 1024,
  /** Maximum length of a name as UTF-8. */
  nameBytes: 16 * 1024,
  /** Maximum length of a reason as UTF-8. */
  reasonBytes: 4096,
} as const;

/** The range of a `Date`. */
const maxTimeMs = 8.64e15;
/** A reason truncated to this many characters never exceeds `reasonBytes`. */
const maxReasonCharacters = 1024;

/**
 * Begins a file. `size` is its size at that time and the number of bytes to follow. With `resume`, nothing follows
 * until the receiver's `have`.
 */
export interface FileMessage {
  readonly type: 'file';
  readonly version: number;
  /** The sender's name for the file: code that writes to disk reduces it to a safe base name. */
  readonly name: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedMs?: number;
  readonly resume: boolean;
}

/** Offset at which the data begins: that of the `have` message, or 0. */
export interface FromMessage {
  readonly type: 'from';
  readonly offset: number;
}

/** This many bytes of the file follow the line. */
export interface DataMessage {
  readonly type: 'data';
  readonly bytes: number;
}

/** All data was sent. The hash covers the whole file, including what the receiver already had. */
export interface EndMessage {
  readonly type: 'end';
  readonly sha256: string;
}

/** Replaces `from`, `data` or `end`: the file won't be completed. */
export interface CancelMessage {
  readonly type: 'cancel';
  readonly reason: string;
}

/** Number of the file's bytes that the receiver has, and their hash. */
export interface HaveMessage {
  readonly type: 'have';
  readonly offset: number;
  readonly sha256: string;
}

/** The whole file is on the receiver's disk, and its hash is right. */
export interface ReceiptMessage {
  readonly type: 'receipt';
  readonly bytes: number;
  readonly sha256: string;
}

/** The receiver doesn't want the file, can't store it, or received something different. */
export interface RefuseMessage {
  readonly type: 'refuse';
  readonly reason: string;
}

export type SenderMessage = FileMessage | FromMessage | EndMessage | CancelMessage;
export type ReceiverMessage = HaveMessage | ReceiptMessage | RefuseMessage;
/** Messages that consist of one line only. */
export type FramedMessage = SenderMessage | ReceiverMessage;

/**
 * Returns the line of a message. A longer reason is truncated. @throws RangeError if the other side couldn't parse the
 * line as that message.
 */
export function encodeFramedMessage(message: FramedMessage): Uint8Array {
  const fields =
    'reason' in message ? { ...message, reason: message.reason.slice(0, maxReasonCharacters) } : { ...message };
  const checked = readMessage(fields);
  if (typeof checked === 'string') throw new RangeError(`invalid ${message.type} message: ${JSON.stringify(fields)}`);
  return lineOf(checked);
}

/** Returns the line before this many bytes of the file. @throws RangeError unless there are 1 to 1,048,576. */
export function dataHeader(bytes: number): Uint8Array {
  if (!isCount(bytes, 1, framedLimits.dataBytes)) throw new RangeError(`a data message can’t have ${bytes} bytes`);
  return lineOf({ type: 'data', bytes });
}

/** Returns a message with only the known ones of the parsed fields. */
export function readMessage(
  fields: Readonly<Record<string, unknown>>,
): FramedMessage | DataMessage | 'unknownType' | 'invalidMessage' {
  const { type, offset, bytes, sha256, reason } = fields;
  switch (type) {
    case 'file':
      return readFile(fields) ?? 'invalidMessage';
    case 'from':
      return isCount(offset) ? { type, offset } : 'invalidMessage';
    case 'data':
      return isCount(bytes, 1, framedLimits.dataBytes) ? { type, bytes } : 'invalidMessage';
    case 'end':
      return isHash(sha256) ? { type, sha256 } : 'invalidMessage';
    case 'have':
      return isCount(offset) && isHash(sha256) ? { type, offset, sha256 } : 'invalidMessage';
    case 'receipt':
      return isCount(bytes) && isHash(sha256) ? { type, bytes, sha256 } : 'invalidMessage';
    case 'cancel':
    case 'refuse':
      return isText(reason, 0, framedLimits.reasonBytes) ? { type, reason: reason.toWellFormed() } : 'invalidMessage';
    default:
      return typeof type === 'string' ? 'unknownType' : 'invalidMessage';
  }
}

function readFile(fields: Readonly<Record<string, unknown>>): FileMessage | undefined {
  const { version, name, size, modifiedMs, resume = false } = fields;
  if (!isCount(version, 1) || !isText(name, 1, framedLimits.nameBytes) || !isCount(size)) return undefined;
  if (typeof resume !== 'boolean') return undefined;
  const file = { type: 'file', version, name: name.toWellFormed(), size } as const;
  if (modifiedMs === undefined) return { ...file, resume };
  return isTime(modifiedMs) ? { ...file, modifiedMs, resume } : undefined;
}

function lineOf(message: FramedMessage | DataMessage): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
  if (line.length > framedLimits.lineBytes)
    throw new RangeError(`a line can have at most ${framedLimits.lineBytes} bytes`);
  return line;
}

function isCount(value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

/** Whether this is a time. Fractions are allowed: some systems have them, and receivers can round. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= maxTimeMs;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isText(value: unknown, minBytes: number, maxBytes: number): value is string {
  if (typeof value !== 'string' || value.length < minBytes || value.length > maxBytes) return false;
  return new TextEncoder().encode(value).length <= maxBytes;
}
