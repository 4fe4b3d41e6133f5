/** Bytes of characters that a read cut in two, kept per peer and direction until the next frame brings the rest. */
import { decodeText, incompleteTail } from '../../core/bytes/decodeText.ts';
import type { Encoding } from '../../core/endpointConfig.ts';

const nothing = new Uint8Array();

interface Unfinished {
  readonly bytes: Uint8Array;
  /** The entry that ends in them. */
  readonly seq: number;
}

/** Where one frame's text begins and ends. */
export interface Cut {
  readonly carriedIn: Uint8Array;
  /** Bytes at the end that wait for more; where the frame is short, carried ones among them. */
  readonly carryOut: number;
}

export const uncut: Cut = { carriedIn: nothing, carryOut: 0 };

export class UnfinishedCharacters {
  readonly #encoding: Encoding;
  readonly #kept = new Map<string, Unfinished>();

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** What the next frame of a peer and direction takes from the ones before and leaves to the ones after; `seq` is its entry. */
  cut(key: string, frame: Uint8Array, seq: number): Cut {
    const carriedIn = this.#kept.get(key)?.bytes ?? nothing;
    const tail = tailOf(carriedIn, frame, this.#encoding);
    this.#kept.delete(key);
    if (tail.length > 0) this.#kept.set(key, { bytes: tail, seq });
    return { carriedIn, carryOut: tail.length };
  }

  /** No more frames come: returns the entry whose last character stays unfinished. */
  end(key: string): number | undefined {
    const seq = this.#kept.get(key)?.seq;
    this.#kept.delete(key);
    return seq;
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** The unfinished character at the end of carried bytes and frame together; copied, so that it does not hold the frame in memory. */
function tailOf(carriedIn: Uint8Array, frame: Uint8Array, encoding: Encoding): Uint8Array {
  // As long as the longest character, and where characters have two bytes, at the begin of one.
  const odd = (carriedIn.length + frame.length) % 2;
  const end = frame.subarray(Math.max(0, frame.length - 4 - odd));
  if (end.length === 4 + odd) return end.slice(end.length - incompleteTail(end, encoding));
  const joined = new Uint8Array(carriedIn.length + frame.length);
  joined.set(carriedIn);
  joined.set(frame, carriedIn.length);
  return joined.slice(joined.length - incompleteTail(joined, encoding));
}

/** Text of the first bytes of an entry: `bytes` are the carried ones and as much of the payload as is shown. */
export function previewText(bytes: Uint8Array, carryOut: number, isWhole: boolean, encoding: Encoding): string {
  const unfinished = isWhole ? carryOut : incompleteTail(bytes, encoding);
  return decodeText(bytes.subarray(0, Math.max(0, bytes.length - unfinished)), encoding);
}
