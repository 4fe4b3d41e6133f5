/** The messages of the framed file format (framedFormat.md): what each holds, and what of it must be so. */

/** The version that we write. A file of a later one is refused, not misread. */
export const framedVersion = 1;

export const framedLimits = {
  /** Of a message's line, its LF included. */
  lineBytes: 64 * 1024,
  /** Of the bytes behind one data message. */
  dataBytes: 1024 * 1024,
  /** Of a name, as UTF-8. */
  nameBytes: 1024,
  /** Of a reason, as UTF-8. */
  reasonBytes: 4096,
} as const;

/** As far from 1970 as a `Date` goes. */
const maxTimeMs = 8.64e15;
/** Whatever is cut to it has no more than `reasonBytes`. */
const maxReasonCharacters = 1024;

/** A file begins. `size` is what it had then, and what will come. With `resume` nothing follows before the receiver's `have`. */
export interface FileMessage {
  readonly type: 'file';
  readonly version: number;
  /** As the sender calls it: whoever writes to a disk reduces it to a safe base name. */
  readonly name: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedMs?: number;
  readonly resume: boolean;
}

/** Where the data begins, which is the `have` message's offset or 0. */
export interface FromMessage {
  readonly type: 'from';
  readonly offset: number;
}

/** So many bytes of the file follow the line. */
export interface DataMessage {
  readonly type: 'data';
  readonly bytes: number;
}

/** All data was sent. The hash is of the whole file, also of what the receiver had before. */
export interface EndMessage {
  readonly type: 'end';
  readonly sha256: string;
}

/** Instead of `from`, `data` or `end`: the file will not be finished. */
export interface CancelMessage {
  readonly type: 'cancel';
  readonly reason: string;
}

/** How many of the file's bytes the receiver has, and their hash. */
export interface HaveMessage {
  readonly type: 'have';
  readonly offset: number;
  readonly sha256: string;
}

/** The file is on the receiver's disk, whole, and its hash is right. */
export interface ReceiptMessage {
  readonly type: 'receipt';
  readonly bytes: number;
  readonly sha256: string;
}

/** The receiver doesn't want the file, or can't keep it, or it came wrong. */
export interface RefuseMessage {
  readonly type: 'refuse';
  readonly reason: string;
}

export type SenderMessage = FileMessage | FromMessage | EndMessage | CancelMessage;
export type ReceiverMessage = HaveMessage | ReceiptMessage | RefuseMessage;
/** Messages that are one line and nothing else. */
export type FramedMessage = SenderMessage | ReceiverMessage;

/** The line of a message. A longer reason is cut. @throws RangeError where the other side could not take it for what it is. */
export function encodeMessage(message: FramedMessage): Uint8Array {
  const fields =
    'reason' in message ? { ...message, reason: message.reason.slice(0, maxReasonCharacters) } : { ...message };
  const checked = readMessage(fields);
  if (typeof checked === 'string') throw new RangeError(`no valid ${message.type} message: ${JSON.stringify(fields)}`);
  return lineOf(checked);
}

/** The line before so many bytes of the file. @throws RangeError unless they are 1 to 1 MiB. */
export function dataHeader(bytes: number): Uint8Array {
  if (!isCount(bytes, 1, framedLimits.dataBytes)) throw new RangeError(`no data message has ${bytes} bytes`);
  return lineOf({ type: 'data', bytes });
}

/** A message by its parsed fields, those only that we know. */
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
  return new TextEncoder().encode(`${JSON.stringify(message)}\n`);
}

function isCount(value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}

/** Fractions are allowed: some systems have them, and who needs none rounds. */
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
