/** Bytes at the end of a frame that begin a character, kept per peer and direction until the next frames complete it or turn out not to. */
import { characterLength, decodeText, incompleteTail } from '../../core/bytes/decodeText.ts';
import { mayJoin, wholeBefore } from '../../core/bytes/wholeCharacters.ts';
import type { Encoding } from '../../core/endpointConfig.ts';

/** Longest character of any encoding, in bytes. */
const longestCharacter = 4;
const nothing = new Uint8Array();

/** Bytes at the end of an entry that belong to a character of a later one. */
export interface CharacterPiece {
  readonly seq: number;
  readonly bytes: number;
}

/** The character that a frame completes. */
export interface Completed {
  /** Its first bytes, which arrived in earlier frames. */
  readonly carriedIn: Uint8Array;
  readonly pieces: readonly CharacterPiece[];
}

interface Unfinished {
  readonly bytes: Uint8Array;
  /** Entries in which the bytes arrived, in order. */
  readonly pieces: readonly CharacterPiece[];
}

export const nothingCompleted: Completed = { carriedIn: nothing, pieces: [] };

export class UnfinishedCharacters {
  readonly #encoding: Encoding;
  readonly #kept = new Map<string, Unfinished>();
  readonly #seqs = new Set<number>();

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** True if there are any, of any peer. Most messages need no key because of this check. */
  get areAny(): boolean {
    return this.#kept.size > 0;
  }

  /** Returns the character that the next frame of a peer and direction completes, if it does; `seq` is the frame's entry. */
  complete(key: string, frame: Uint8Array, seq: number): Completed {
    if (frame.length === 0) return nothingCompleted;
    const before = this.#kept.get(key);
    this.end(key);
    const completed = before ? completedBy(before, frame, this.#encoding) : nothingCompleted;
    if (completed === 'incomplete') this.#keep(key, joined(before, { bytes: frame, pieces: [pieceOf(seq, frame)] }));
    else this.#keepTail(key, completed.carriedIn.length, frame, seq);
    return completed === 'incomplete' ? nothingCompleted : completed;
  }

  /** Forgets the beginning kept for this peer and direction: the next frame doesn't continue it. */
  end(key: string): void {
    for (const { seq } of this.#kept.get(key)?.pieces ?? []) this.#seqs.delete(seq);
    this.#kept.delete(key);
  }

  /** Returns true if a later frame may complete a character that began in this entry. */
  has(seq: number): boolean {
    return this.#seqs.has(seq);
  }

  /** Returns the entries for which `has` is true now. */
  get entries(): ReadonlySet<number> {
    return new Set(this.#seqs);
  }

  clear(): void {
    this.#kept.clear();
    this.#seqs.clear();
  }

  #keepTail(key: string, carriedIn: number, frame: Uint8Array, seq: number): void {
    // An odd number of carried bytes ends inside a UTF-16 unit.
    const length = incompleteTail(frame.subarray(carriedIn % 2), this.#encoding);
    const bytes = frame.subarray(frame.length - length);
    if (length > 0) this.#keep(key, { bytes, pieces: [pieceOf(seq, bytes)] });
  }

  #keep(key: string, { bytes, pieces }: Unfinished): void {
    // Copied, so that a few bytes don't keep the frame in memory.
    this.#kept.set(key, { bytes: bytes.slice(), pieces });
    for (const { seq } of pieces) this.#seqs.add(seq);
  }
}

/** Returns what the bytes before a frame become with it: a character, still the beginning of one, or nothing. */
function completedBy(before: Unfinished, frame: Uint8Array, encoding: Encoding): Completed | 'incomplete' {
  const all = joined(before, { bytes: frame.subarray(0, longestCharacter), pieces: [] }).bytes;
  // In UTF-16, a high surrogate may be followed by the first byte of an ordinary character.
  for (let start = 0; start < before.bytes.length; start += 2) {
    if (start > 0 && encoding === 'utf8') break;
    const carried = before.bytes.length - start;
    if (characterLength(all.subarray(start), encoding) > carried)
      return { carriedIn: before.bytes.subarray(start), pieces: lastPieces(before.pieces, carried) };
  }
  return incompleteTail(all, encoding) === all.length ? 'incomplete' : nothingCompleted;
}

function joined(before: Unfinished | undefined, { bytes, pieces }: Unfinished): Unfinished {
  if (!before) return { bytes, pieces };
  const all = new Uint8Array(before.bytes.length + bytes.length);
  all.set(before.bytes);
  all.set(bytes, before.bytes.length);
  return { bytes: all, pieces: [...before.pieces, ...pieces] };
}

function pieceOf(seq: number, bytes: Uint8Array): CharacterPiece {
  return { seq, bytes: bytes.length };
}

/** Returns the pieces that contain the last `count` bytes, newest first. `pieces` may have more or fewer bytes. */
export function lastPieces(pieces: readonly CharacterPiece[], count: number): CharacterPiece[] {
  const last: CharacterPiece[] = [];
  let left = count;
  for (const { seq, bytes } of pieces.toReversed()) {
    if (left === 0) break;
    last.push({ seq, bytes: Math.min(left, bytes) });
    left -= Math.min(left, bytes);
  }
  return last;
}

/** Returns the text of a whole entry: `bytes` are the carried ones and the payload, whose last `carryOut` belong to a later entry. */
export function entryText(bytes: Uint8Array, carryOut: number, encoding: Encoding): string {
  return decodeText(bytes.subarray(0, Math.max(0, bytes.length - carryOut)), encoding);
}

/**
 * Returns the text of the first `length` bytes, without a character that continues after them. `bytes` needs only
 * enough bytes after these to show where the character ends.
 */
export function wholeCharactersText(bytes: Uint8Array, length: number, encoding: Encoding): string {
  const end = length - incompleteTail(bytes.subarray(0, length), encoding);
  const text = decodeText(bytes.subarray(0, end), encoding);
  const next = decodeText(bytes.subarray(end), encoding);
  return mayJoin(text, next) ? text.slice(0, wholeBefore(text + next, text.length)) : text;
}
