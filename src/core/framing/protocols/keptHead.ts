/** Heads that frames keep, since they have fields besides the length: a message brings its own. */
import { TextError } from '../../phrase.ts';
import { wrongHeader } from '../brokenEnvelope.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { FrameDecoder } from '../framing.ts';
import { endsWith } from '../sequenceSearch.ts';
import { sequenceText } from '../sequenceText.ts';
import { Head, sizedDecoder } from '../sizedScanner.ts';

/** Reads a head byte by byte. */
export abstract class KeptHead extends Head {
  /** Number of bytes of this head so far. */
  #seen = 0;
  #headBytes = 0;

  override get contentLength(): number {
    return this.#headBytes + this.length + this.trailer.length;
  }

  read(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const isComplete = this.take(chunk[at] as number, this.#seen++, at);
      if (this.expected) return -1;
      if (!isComplete) continue;
      this.#headBytes = this.#seen;
      this.#seen = 0;
      return at + 1;
    }
    return -1;
  }

  reset(): void {
    this.#seen = 0;
  }

  /** Returns what the length field says if this many bytes follow the head. */
  announcedFor(length: number): number {
    return length;
  }

  /**
   * Takes a byte, with its index in the head and its offset in the chunk. Returns whether it is the last one, which
   * sets `length`.
   */
  protected abstract take(byte: number, index: number, at: number): boolean;
}

/** Returns the decoder of frames that keep their head. */
export function keptHeadDecoder(head: () => KeptHead, maxFrameBytes: number): FrameDecoder {
  return sizedDecoder({ head, envelopeBytes: 0 }, maxFrameBytes);
}

/** Returns the wire bytes of a message. @throws RangeError if it isn't exactly one frame. */
export function encodeWithHead(frame: Uint8Array, head: KeptHead): EncodedFrame {
  const end = head.read(frame, 0);
  if (head.broken) throw wrongHeader(head.broken);
  if (end < 0) throw new TextError('the message must begin with its header');
  const { length, trailer } = head;
  if (!endsWith(frame.subarray(end), trailer))
    throw new TextError('the message must end with {0}', sequenceText(trailer));
  const right = frame.length - end - trailer.length;
  if (length !== right)
    throw new TextError(
      'the length in the header should be {0}, not {1}',
      head.announcedFor(right),
      head.announcedFor(length),
    );
  return encodedFrame([frame]);
}
