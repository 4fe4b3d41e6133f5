/** Bounds the memory of the frames that have begun, of all peers together: each alone stays within its limit, but there may be thousands. */

/** More than this is cut, unless an endpoint may receive messages so large that one of them needs more. */
const maxBytes = 256 * 1024 * 1024;
/** One frame takes up to this many times its size, while its memory grows and its bytes are decoded. */
const largestShare = 4;

/** Keeps the beginning of a frame until the rest has arrived. */
export interface FrameHolder {
  readonly maxFrameBytes: number;
  /** Delivers what it keeps as a piece of the frame. */
  cut(): void;
}

export class UnfinishedFrames {
  readonly #bytesOf = new Map<FrameHolder, number>();
  #bytes = 0;

  /** Number of bytes of memory that all of them take up. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The frame of the holder now takes up this many bytes of memory. Cuts the longest frame, which may be its own, as long as all together
   * take up too many.
   */
  keeps(holder: FrameHolder, bytes: number): void {
    this.#set(holder, bytes);
    while (this.#bytes > maxBytes) {
      const { longest, most } = this.#look();
      if (!longest || this.#bytes <= most) return;
      const before = this.#bytes;
      longest.cut();
      if (this.#bytes >= before) return;
    }
  }

  /** The memory that the holder keeps after it has cut its frame. */
  keepsOnly(holder: FrameHolder, bytes: number): void {
    this.#set(holder, bytes);
  }

  #set(holder: FrameHolder, bytes: number): void {
    this.#bytes += bytes - (this.#bytesOf.get(holder) ?? 0);
    if (bytes > 0) this.#bytesOf.set(holder, bytes);
    else this.#bytesOf.delete(holder);
  }

  /** Returns the holder of the longest frame, and how many bytes all may take up. */
  #look(): { longest: FrameHolder | undefined; most: number } {
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
