/** Bytes as RE2JS sees them in byte mode: each is one character, U+0000 to U+00FF. Nothing is copied, which matters for long frames. */
import { MatcherInput } from 're2js';
import type { Sight } from './matching.ts';

export function byteSight(bytes: Uint8Array): Sight {
  // RE2JS takes any object for a string that is named like one, and uses no more of it than this.
  const text = new ByteSequence(bytes) as unknown as string;
  return { text, input: MatcherInput.utf16(text), byteOffsets: units => units };
}

/** Measured: matching takes as long as on a string, which would first take 50 ms per MiB to make. */
class ByteSequence {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.#bytes = bytes;
  }

  get [Symbol.toStringTag](): string {
    return 'String';
  }

  charCodeAt(at: number): number {
    return this.#bytes[at] ?? Number.NaN;
  }

  indexOf(wanted: string, from: number): number {
    if (wanted === '') return from;
    const first = wanted.charCodeAt(0);
    for (let at = this.#bytes.indexOf(first, from); at >= 0; at = this.#bytes.indexOf(first, at + 1)) {
      if (this.#continuesAt(at, wanted)) return at;
    }
    return -1;
  }

  #continuesAt(at: number, wanted: string): boolean {
    for (let next = 1; next < wanted.length; next++) {
      if (this.#bytes[at + next] !== wanted.charCodeAt(next)) return false;
    }
    return true;
  }
}
