/** Headers in JSON, in which a field has the length of the message behind it. */
import { isJsonDeeper } from '../../bytes/jsonDepth.ts';
import type { JsonHeader } from '../../endpointConfig.ts';
import { writeDigits } from '../digitRun.ts';
import { endsWith } from '../sequenceSearch.ts';

/** A longer header is refused: thousands of peers may have begun one. */
export const maxJsonHeaderBytes = 16 * 1024;

/** Headers up to this size are remembered, and decoded here if they are ASCII: a `TextDecoder` takes longer. */
const shortBytes = 256;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads and writes the headers that a config specifies. */
export class JsonHeaders {
  readonly #field: string;
  /** A header up to its length, which comes last. */
  readonly #beginning: Uint8Array;
  /** The last header that was short and valid: most messages of a flood have the same size. */
  #last = new Uint8Array();
  #lastLength = 0;

  constructor({ field, add = {} }: JsonHeader) {
    const others = JSON.stringify(add).slice(0, -1);
    this.#field = field;
    this.#beginning = utf8.encode(`${others}${others === '{' ? '' : ','}${JSON.stringify(field)}:`);
  }

  /** Returns the header for a message of this many bytes. */
  write(bytes: number): Uint8Array {
    const rest = `${bytes}}`;
    const header = new Uint8Array(this.#beginning.length + rest.length);
    header.set(this.#beginning);
    writeDigits(rest, header, this.#beginning.length);
    return header;
  }

  /** Returns the length in a header, or which part of the header it lacks. */
  read(header: Uint8Array): number | 'jsonHeader' | 'lengthInJson' {
    if (header.length === this.#last.length && header.length > 0 && endsWith(header, this.#last))
      return this.#lastLength;
    const length = this.#parse(header);
    if (typeof length === 'number' && header.length <= shortBytes) {
      this.#last = new Uint8Array(header);
      this.#lastLength = length;
    }
    return length;
  }

  #parse(header: Uint8Array): number | 'jsonHeader' | 'lengthInJson' {
    const value = objectIn(header);
    if (!value) return 'jsonHeader';
    const length = value[this.#field];
    const number = typeof length === 'string' && /^\d{1,16}$/.test(length) ? Number(length) : length;
    return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : 'lengthInJson';
  }
}

function objectIn(header: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (isJsonDeeper(header)) return undefined;
  try {
    const value: unknown = JSON.parse(asciiText(header) ?? strictUtf8.decode(header));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // Neither UTF-8 nor JSON.
  }
}

/** Returns the text of a short header in ASCII, or undefined for any other. */
function asciiText(header: Uint8Array): string | undefined {
  if (header.length > shortBytes) return undefined;
  let text = '';
  for (let at = 0; at < header.length; at++) {
    const byte = header[at] as number;
    if (byte > 127) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
