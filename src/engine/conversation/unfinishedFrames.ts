/** Limits the memory of all peers' unfinished frames: each stays within its own limit, but there may be thousands. */

/** Frames are cut above this, unless `fewFrames` of the largest message that an endpoint may receive need more. */
const maxBytes = 256 * 1024 * 1024;
/** One frame takes up to this many times its size, while its memory grows and its bytes are decoded. */
const largestShare = 4;

/** Keeps the beginning of a frame until the rest has arrived, or a picture until the next one. */
export interface FrameHolder {
  readonly maxFrameBytes: number;
  /** Delivers the kept bytes as a piece of the frame, or drops them. */
  cut(): void;
}

export class UnfinishedFrames {
  readonly #bytesOf = new Map<FrameHolder, number>();
  #bytes = 0;

  /** Number of bytes kept by all holders together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Records the number of bytes that the holder keeps. Cuts the longest frames while all together exceed the limit. */
  update(holder: FrameHolder, bytes: number): void {
    this.#set(holder, bytes);
    this.#cut();
  }

  #cut(): void {
    while (this.#bytes > maxBytes) {
      const { longest, most } = this.#findLongest();
      if (!longest || this.#bytes <= most) return;
      const before = this.#bytes;
      longest.cut();
      if (this.#bytes >= before) return;
    }
  }

  /** Records what the holder keeps after cutting its frame. Cuts nothing. */
  updateWithoutCutting(holder: FrameHolder, bytes: number): void {
    this.#set(holder, bytes);
  }

  #set(holder: FrameHolder, bytes: number): void {
    this.#bytes += bytes - (this.#bytesOf.get(holder) ?? 0);
    if (bytes > 0) this.#bytesOf.set(holder, bytes);
    else this.#bytesOf.delete(holder);
  }

  /** Returns the holder of the longest frame, and the number of bytes that all together may keep. */
  #findLongest(): { longest: FrameHolder | undefined; most: number } {
    let longest: FrameHolder | undefined;
    let longestBytes = 0;
    let most = maxBytes;
    for (const [holder, bytes] of this.#bytesOf) {
      most = Math.max(most, largestShare * holder.maxFrameBytes);
      if (bytes <= longestBytes) continue;
      longest = holder;
      longestBytes = bytes;
    }
    return { longest, most };
  }
}

/** Shared by all endpoints, since they share the memory. */
export const unfinishedFrames = new UnfinishedFrames();
