/** Converts texts back to the bytes that protocols 0 to 2 wrote that way: each character up to U+00FF is a byte. */
import { latin1OfEscaped } from './oldPickles.ts';
import type { PickleText } from './pickleValue.ts';

export class Latin1Texts {
  /** Results for long texts, so that one used a thousand times is decoded and stored only once. */
  readonly #encoded = new Map<PickleText, Uint8Array | undefined>();
  #room: number;

  /** `roomBytes`: bytes that may be created in total. */
  constructor(roomBytes: number) {
    this.#room = roomBytes;
  }

  /** Returns the bytes, or undefined if the text has other characters or there is no room. */
  bytesOf(text: string | PickleText): Uint8Array | undefined {
    if (typeof text === 'string') return this.#encode(new TextEncoder().encode(text));
    if (!this.#encoded.has(text))
      this.#encoded.set(text, text.isEscaped ? this.#unescape(text.bytes) : this.#encode(text.bytes));
    return this.#encoded.get(text);
  }

  #unescape(text: Uint8Array): Uint8Array | undefined {
    if (text.length > this.#room) return undefined;
    this.#room -= text.length;
    return latin1OfEscaped(text);
  }

  #encode(utf8: Uint8Array): Uint8Array | undefined {
    let length = 0;
    for (let at = 0; at < utf8.length; at++) if (((utf8[at] as number) & 0xc0) !== 0x80) length++;
    if (length > this.#room) return undefined;
    this.#room -= length;
    const bytes = new Uint8Array(length);
    return fill(bytes, utf8) ? bytes : undefined;
  }
}

function fill(bytes: Uint8Array, utf8: Uint8Array): boolean {
  for (let at = 0, to = 0; at < utf8.length; to++) {
    const first = utf8[at++] as number;
    if (first < 0x80) bytes[to] = first;
    else {
      const second = utf8[at++] ?? 0;
      if ((first !== 0xc2 && first !== 0xc3) || (second & 0xc0) !== 0x80) return false;
      bytes[to] = ((first & 3) << 6) | (second & 0x3f);
    }
  }
  return true;
}
