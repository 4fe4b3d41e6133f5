/** Decodes the framed file format (framedFormat.md): lines of JSON, with the bytes of files between them. */
import { ChunkList } from '../framing/chunkList.ts';
import { type DataMessage, type FramedMessage, framedLimits, readMessage } from './framedMessage.ts';

/**
 * Why a line isn't a message. `notFramed`: its first byte isn't `{`, or it has control characters, which JSON doesn't
 * allow. `lineTooLong`: no LF within the limit. `invalidJson`: not UTF-8 or not JSON. `invalidMessage`: a known field
 * is missing or wrong. `unknownType`: the first message of the stream has an unknown type. `outOfOrder`: it isn't
 * allowed here, inside or between files.
 */
export type FramedFlaw = 'notFramed' | 'lineTooLong' | 'invalidJson' | 'invalidMessage' | 'unknownType' | 'outOfOrder';

/**
 * A message; bytes of the file that the last message announced; or data that isn't framed: all bytes from the first
 * line on that isn't a message, in as many pieces as they arrive, the first one with its flaw.
 */
export type FramedPiece =
  | { readonly message: FramedMessage }
  | { readonly data: Uint8Array }
  | { readonly raw: Uint8Array; readonly flaw?: FramedFlaw };

/** State of the sender's file. Messages such as `refuse` belong to files of the other direction and don't change it. */
type Phase = 'betweenFiles' | 'beforeFrom' | 'inFile';

const lf = 10;
const space = 32;
const openBrace = 123;

export class FramedDecoder {
  /** Bytes of an incomplete line. */
  readonly #line = new ChunkList();
  readonly #text = new TextDecoder('utf-8', { fatal: true });
  #phase: Phase = 'betweenFiles';
  /** Bytes that still belong to the last `data` message. */
  #dataBytes = 0;
  /** Set once a message of a known type has arrived: from then on, unknown types belong to a later version. */
  #isFramed = false;
  #isBroken = false;
  #lines = 0;

  /** Number of complete lines so far, messages or not. */
  get lines(): number {
    return this.#lines;
  }

  /** Returns the pieces that a chunk completes. The chunk must not change afterwards: pieces are views of it. */
  push(chunk: Uint8Array): FramedPiece[] {
    const pieces: FramedPiece[] = [];
    let at = 0;
    while (at < chunk.length && !this.#isBroken) {
      at = this.#dataBytes > 0 ? this.#takeData(chunk, at, pieces) : this.#takeLine(chunk, at, pieces);
    }
    if (at < chunk.length) pieces.push({ raw: chunk.subarray(at) });
    return pieces;
  }

  /** Returns the rest at the end of the stream: bytes of an incomplete line, which may not be framed at all. */
  end(): Uint8Array {
    return this.#line.takeAll();
  }

  /** Takes bytes of a file. Returns the offset after them, as `#takeLine` does. */
  #takeData(chunk: Uint8Array, at: number, pieces: FramedPiece[]): number {
    const data = chunk.subarray(at, at + this.#dataBytes);
    this.#dataBytes -= data.length;
    pieces.push({ data });
    return at + data.length;
  }

  #takeLine(chunk: Uint8Array, at: number, pieces: FramedPiece[]): number {
    if (this.#line.length === 0 && chunk[at] !== openBrace) return this.#breakOff('notFramed', chunk, at, pieces);
    const limit = at + framedLimits.lineBytes - this.#line.length;
    const last = findControl(chunk, at, Math.min(chunk.length, limit));
    if (last === undefined) {
      if (chunk.length >= limit) return this.#breakOff('lineTooLong', chunk, at, pieces);
      this.#line.append(chunk.subarray(at));
      return chunk.length;
    }
    if (chunk[last] !== lf) return this.#breakOff('notFramed', chunk, at, pieces);
    this.#line.append(chunk.subarray(at, last + 1));
    const line = this.#line.takeAll();
    this.#lines++;
    const flaw = this.#read(line, pieces);
    if (flaw) {
      this.#isBroken = true;
      pieces.push({ raw: line, flaw });
    }
    return last + 1;
  }

  /** Treats all bytes from the beginning of the line on as raw. */
  #breakOff(flaw: FramedFlaw, chunk: Uint8Array, at: number, pieces: FramedPiece[]): number {
    this.#isBroken = true;
    this.#line.append(chunk.subarray(at));
    pieces.push({ raw: this.#line.takeAll(), flaw });
    return chunk.length;
  }

  #read(line: Uint8Array, pieces: FramedPiece[]): FramedFlaw | undefined {
    const fields = this.#parse(line);
    if (!fields) return 'invalidJson';
    const message = readMessage(fields);
    if (message === 'unknownType' && this.#isFramed) return undefined;
    if (typeof message === 'string') return message;
    const next = nextPhase(this.#phase, message);
    if (!next) return 'outOfOrder';
    this.#phase = next;
    this.#isFramed = true;
    if (message.type === 'data') this.#dataBytes = message.bytes;
    else pieces.push({ message });
    return undefined;
  }

  /** Parses a line. It begins with a brace, so any valid JSON is an object. */
  #parse(line: Uint8Array): Record<string, unknown> | undefined {
    try {
      return JSON.parse(this.#text.decode(line));
    } catch {
      // Both errors only say that the JSON is invalid.
      return undefined;
    }
  }
}

function nextPhase(phase: Phase, message: FramedMessage | DataMessage): Phase | undefined {
  switch (message.type) {
    case 'file':
      if (phase !== 'betweenFiles') return undefined;
      return message.resume ? 'beforeFrom' : 'inFile';
    case 'from':
      return phase === 'beforeFrom' ? 'inFile' : undefined;
    case 'data':
      return phase === 'inFile' ? phase : undefined;
    case 'end':
      return phase === 'inFile' ? 'betweenFiles' : undefined;
    case 'cancel':
      return phase === 'betweenFiles' ? undefined : 'betweenFiles';
    case 'have':
    case 'receipt':
    case 'refuse':
      return phase;
  }
}

/** Finds the first control character that isn't allowed inside a line. Tabs and CRs are white space in JSON. */
function findControl(chunk: Uint8Array, from: number, to: number): number | undefined {
  for (let at = from; at < to; at++) {
    const byte = chunk[at] ?? 0;
    if (byte < space && byte !== 9 && byte !== 13) return at;
  }
  return undefined;
}
