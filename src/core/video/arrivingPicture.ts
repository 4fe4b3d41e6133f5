/** A picture that is arriving. If it isn't wanted, only its first two bytes are kept, which say what it is. */
import { ChunkList } from '../framing/chunkList.ts';

const startBytes = 2;

export class ArrivingPicture {
  /** Whether pictures are kept, from the next one on. */
  areWanted = true;
  readonly #chunks = new ChunkList();
  #length = 0;
  #isKept = true;

  /** Number of bytes of the picture so far, kept or not. */
  get length(): number {
    return this.#length;
  }

  /** Number of bytes of memory reserved for it; none if it isn't kept. */
  get reservedBytes(): number {
    return this.#isKept ? this.#chunks.reservedBytes : 0;
  }

  /** Whether all its bytes are kept. */
  get isKept(): boolean {
    return this.#isKept;
  }

  append(bytes: Uint8Array): void {
    if (this.#length === 0) this.#isKept = this.areWanted;
    this.#length += bytes.length;
    const { length } = this.#chunks;
    if (this.#isKept) this.#chunks.append(bytes);
    else if (length < startBytes) this.#chunks.append(new Uint8Array(bytes.subarray(0, startBytes - length)));
  }

  /** Keeps no more of the picture. */
  skip(): void {
    const start = this.#chunks.peek(startBytes);
    this.#chunks.takeAll();
    this.#chunks.append(start);
    if (this.#length > 0) this.#isKept = false;
  }

  /** Ends the picture, without its last `left` bytes. Returns what is kept of it. */
  end(left = 0): Uint8Array {
    const bytes = this.#chunks.take(this.#isKept ? this.#length - left : this.#chunks.length);
    this.#chunks.takeAll();
    this.#length = 0;
    return bytes;
  }
}
