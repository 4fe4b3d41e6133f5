/** Translates a pattern of characters to one of bytes, which RE2JS sees as characters from U+0000 to U+00FF. */
import { encodeText } from '../bytes/encodeText.ts';
import type { Encoding } from '../endpointConfig.ts';
import { type Phrase, TextError } from '../phrase.ts';
import { beyondBytes, readByteClass } from './byteClass.ts';
import { escapedByte } from './byteSet.ts';
import { literalUnit, PatternReader, type PatternUnit } from './patternReader.ts';

/**
 * `source` is a valid pattern; `isFolded` if letters match in both cases from its start. Groups keep their numbers and
 * names.
 * @throws RangeError for parts that can't match bytes, and for a character that can't be encoded.
 */
export function translateToBytes(source: string, isFolded: boolean, encoding: Encoding): string {
  return new ByteTranslation(source, isFolded, encoding).run();
}

class ByteTranslation {
  readonly #reader: PatternReader;
  readonly #encoding: Encoding;
  /** Whether letters match in both cases at this point of the pattern. */
  #isFolded: boolean;
  /** Value of `#isFolded` outside each enclosing group. */
  readonly #outer: boolean[] = [];

  constructor(source: string, isFolded: boolean, encoding: Encoding) {
    this.#reader = new PatternReader(source);
    this.#isFolded = isFolded;
    this.#encoding = encoding;
  }

  run(): string {
    let translated = '';
    while (this.#reader.hasMore) translated += this.#next();
    return translated;
  }

  #next(): string {
    const reader = this.#reader;
    if (reader.skip('\\')) return this.#escape();
    if (reader.skip('[')) return this.#class();
    if (reader.startsWith('(')) return this.#open();
    if (reader.skip(')')) {
      this.#isFolded = this.#outer.pop() ?? false;
      return ')';
    }
    const character = reader.take();
    return character <= '\x7f' ? character : this.#unit(character);
  }

  #escape(): string {
    const reader = this.#reader;
    if (reader.skip('Q')) return this.#quoted(reader.takeUntil('\\E'));
    if (reader.match(/p/iy)) this.#refuse(beyondBytes.unicodeClass);
    const [kept] = reader.match(/[dDsSwWbBAz]/y) ?? [];
    return kept === undefined ? this.#unit(reader.takeEscape()) : `\\${kept}`;
  }

  /** Escapes each character, so that none completes a preceding repetition. */
  #quoted(text: string): string {
    // An empty quotation separates two repetitions, which would otherwise be a syntax error.
    if (text === '') return '\\Q\\E';
    return Array.from(text, character => this.#unit(literalUnit(character))).join('');
  }

  #class(): string {
    const { bytes, characters } = readByteClass(this.#reader, this.#isFolded, reason => this.#refuse(reason));
    const sequences: string[] = [];
    for (const character of characters) {
      const encoded = this.#encoded(character);
      const [byte] = encoded;
      if (byte !== undefined && encoded.length === 1) bytes.add(byte);
      else sequences.push(bytesSource(encoded));
    }
    if (sequences.length === 0) return this.#unfolded(bytes.source);
    return `(?:${[...sequences, ...(bytes.isEmpty ? [] : [bytes.source])].join('|')})`;
  }

  /** Reads the start of a group, or flags that apply up to the end of the enclosing group. */
  #open(): string {
    const [flags, added = '', removed = '', end] = this.#reader.match(/\(\?([imsU]*)(?:-([imsU]+))?([:)])/y) ?? [];
    if (flags === undefined) {
      this.#outer.push(this.#isFolded);
      return this.#reader.match(/\((?:\?P?<\w+>)?/y)?.[0] ?? '';
    }
    if (end === ':') this.#outer.push(this.#isFolded);
    this.#isFolded = (this.#isFolded || added.includes('i')) && !removed.includes('i');
    return flags;
  }

  #unit(unit: PatternUnit): string {
    if (typeof unit === 'number') return unit < 0x80 ? escapedByte(unit) : this.#unfolded(escapedByte(unit));
    if (this.#isFolded) this.#refuse(beyondBytes.foldedCase);
    const encoded = this.#encoded(unit);
    return encoded.length === 1 ? bytesSource(encoded) : `(?:${bytesSource(encoded)})`;
  }

  /** Turns folding off: RE2JS folds bytes above 7f as letters of Latin-1, where c9 and e9 are the same letter. */
  #unfolded(source: string): string {
    return this.#isFolded ? `(?-i:${source})` : source;
  }

  #encoded(character: string): Uint8Array {
    const isSurrogate = character >= '\ud800' && character <= '\udfff' && character.length === 1;
    const shown = isSurrogate ? `\\x{${character.charCodeAt(0).toString(16)}}` : character;
    try {
      if (!isSurrogate) return encodeText(character, this.#encoding);
    } catch {
      // The encoder's own sentence counts characters of a text; ours doesn't.
    }
    throw new TextError('"{0}" can’t match: "{1}" can’t be encoded in {2}', this.#reader.source, shown, this.#encoding);
  }

  #refuse(reason: Phrase): never {
    throw new TextError(
      '"{0}" can’t match bytes: {1}; start it with (?u) to match characters',
      this.#reader.source,
      reason,
    );
  }
}

function bytesSource(bytes: Uint8Array): string {
  return Array.from(bytes, escapedByte).join('');
}
