/** Puts frames into their envelope: length, JSON header, trailer. */
import { type Phrase, phrase, TextError, textErrorOf } from '../../phrase.ts';
import { wrongHeader } from '../brokenEnvelope.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { FrameEncoder } from '../framing.ts';
import type { JsonHeaders } from './jsonHeader.ts';
import type { LengthEnvelope } from './lengthEnvelope.ts';

export class LengthPrefixEncoder implements FrameEncoder {
  readonly #envelope: LengthEnvelope;

  constructor(envelope: LengthEnvelope) {
    this.#envelope = envelope;
  }

  encode(frame: Uint8Array): EncodedFrame {
    const { keepsHeader, jsonHeaders, trailer } = this.#envelope;
    const parts: Uint8Array[] = [];
    if (keepsHeader) checkHeader(frame, this.#envelope);
    else if (jsonHeaders) parts.push(...jsonHeaderParts(this.#envelope, frame.length));
    else parts.push(lengthField(this.#envelope, frame.length, messageSentences));
    parts.push(frame);
    if (trailer.length > 0) parts.push(trailer);
    return encodedFrame(parts);
  }
}

/**
 * Returns the JSON header for a message of this many bytes, after its own length.
 * @throws RangeError if its length doesn't fit the field.
 */
export function jsonHeaderParts(envelope: LengthEnvelope, bytes: number): Uint8Array[] {
  const header = envelope.jsonHeaders?.write(bytes);
  if (!header) return [];
  return [lengthField(envelope, header.length, jsonHeaderSentences), header];
}

interface Sentences {
  tooLong(bytes: number, field: Phrase): Phrase;
  tooShort(bytes: number, length: number): Phrase;
}

const messageSentences: Sentences = {
  tooLong: (bytes, field) => phrase('the message of {0} bytes is too long for {1}', bytes, field),
  tooShort: (bytes, length) => phrase('the message of {0} bytes is too short: its length would be {1}', bytes, length),
};

const jsonHeaderSentences: Sentences = {
  tooLong: (bytes, field) => phrase('the JSON header of {0} bytes is too long for {1}', bytes, field),
  tooShort: (bytes, length) =>
    phrase('the JSON header of {0} bytes is too short: its length would be {1}', bytes, length),
};

/** Returns the length field before this many bytes. If it counts itself, its own size can depend on the length. */
function lengthField(envelope: LengthEnvelope, bytes: number, sentences: Sentences): Uint8Array {
  for (let fieldBytes = envelope.field.minBytes; ; ) {
    const length = bytes + envelope.excess(fieldBytes);
    if (length < 0) throw textErrorOf(sentences.tooShort(bytes, length));
    const field = envelope.field.write(length);
    if (!field) throw textErrorOf(sentences.tooLong(bytes, envelope.field.name));
    // A larger field never makes the length smaller, so this ends.
    if (!envelope.countsItself || field.length === fieldBytes) return field;
    fieldBytes = field.length;
  }
}

/** Checks a frame that contains its own header, as it does with an offset. @throws RangeError if the header is wrong. */
function checkHeader(frame: Uint8Array, envelope: LengthEnvelope): void {
  const { field, offset, jsonHeaders } = envelope;
  const found = field.read(frame, offset);
  if (found && 'expected' in found) throw wrongHeader(found);
  if (!found)
    throw field.minBytes === field.maxBytes
      ? new TextError('the message must begin with its {0}-byte header', offset + field.minBytes)
      : new TextError('the message must begin with its header');
  const prefixBytes = offset + found.bytes;
  if (jsonHeaders) checkJson(frame, prefixBytes, Number(found.length) - envelope.excess(found.bytes), jsonHeaders);
  else checkLength(found.length, frame.length - prefixBytes + envelope.excess(found.bytes));
}

function checkJson(frame: Uint8Array, at: number, bytes: number, headers: JsonHeaders): void {
  if (bytes < 0 || at + bytes > frame.length) throw new TextError('the message must begin with its header');
  const announced = headers.read(frame.subarray(at, at + bytes));
  if (typeof announced === 'string') throw wrongHeader({ at, expected: announced });
  checkLength(announced, frame.length - at - bytes);
}

function checkLength(announced: number | bigint, right: number): void {
  if (announced === right) return;
  throw new TextError('the length field says {0}, but should say {1}', String(announced), right);
}
