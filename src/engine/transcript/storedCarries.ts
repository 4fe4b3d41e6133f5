/** Finds entries of a stored log whose last character is completed by a later entry: only the later record says so. */
import type { RecordHeader } from './logRecord.ts';
import { type CharacterPiece, lastPieces } from './unfinishedCharacters.ts';

/** A frame longer than this is never the middle part of a character. */
const longestPart = 2;

export class StoredCarries {
  readonly #found: (seq: number, bytes: number, encoding: number) => void;
  /** The last entries by peer and direction: as many as can contain the beginning of one character. */
  readonly #last = new Map<number, CharacterPiece[]>();

  /** `found` is called with an entry and the number of its last bytes that belong to a later one. */
  constructor(found: (seq: number, bytes: number, encoding: number) => void) {
    this.#found = found;
  }

  /** Called where entries are missing: later entries complete no character of earlier ones. */
  forget(): void {
    this.#last.clear();
  }

  /** Must be called with each entry in order. */
  entry({
    kind,
    seq,
    peer,
    length,
    carryIn,
    carryEncoding,
  }: Pick<RecordHeader, 'kind' | 'peer' | 'length' | 'carryIn' | 'carryEncoding'> & { readonly seq: number }): void {
    if (kind === 'event' || length === 0) return;
    const key = peer * 2 + Number(kind === 'out');
    const last = this.#last.get(key) ?? [];
    for (const { seq: before, bytes } of lastPieces(last, carryIn)) this.#found(before, bytes, carryEncoding);
    if (length > longestPart) last.length = 0;
    last.push({ seq, bytes: length });
    if (last.length > 3) last.shift();
    this.#last.set(key, last);
  }
}
