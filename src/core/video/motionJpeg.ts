/** Consecutive JPEGs, as cameras, ffmpeg (`mjpeg`, `mpjpeg`) and GStreamer (`multipartmux`) send them over a bare connection. */
import type { Frame, FrameDecoder } from '../framing/framing.ts';
import { ArrivingPicture } from './arrivingPicture.ts';
import { JpegScanner } from './jpegScanner.ts';
import { MultipartHeaders } from './multipartHeaders.ts';

/** Start of image. */
const soi = Uint8Array.of(0xff, 0xd8);
/**
 * Anything shorter that the beginning of another picture cuts off isn't counted as a damaged picture: otherwise, any
 * two bytes could be one.
 */
const minDamagedBytes = 64;

/** `text`: boundaries and headers. `soi`: a JPEG begins. `sized`: its length is known from its headers. */
type Phase = 'text' | 'soi' | 'jpeg' | 'sized' | 'broken';

export class MotionJpegDecoder implements FrameDecoder {
  #maxFrameBytes: number;
  readonly #picture = new ArrivingPicture();
  #phase: Phase = 'text';
  #headers = new MultipartHeaders();
  #scanner = new JpegScanner();
  /** Remaining bytes of a sized picture. */
  #left = 0;
  /** Whether a picture has arrived, complete or not. */
  #hasBegun = false;

  /** A picture that exceeds `maxFrameBytes`, or claims to, is the last one. */
  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Whether pictures are delivered, from the next one on. Otherwise, only the first two bytes of malformed ones are. */
  set areWanted(areWanted: boolean) {
    this.#picture.areWanted = areWanted;
  }

  /** Number of bytes of memory reserved for the picture that is arriving. */
  get reservedBytes(): number {
    return this.#picture.reservedBytes;
  }

  /** Doesn't deliver the picture that is arriving. */
  skip(): void {
    this.#picture.skip();
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length && this.#phase !== 'broken') at = this.#take(chunk, at, frames);
    if (at < chunk.length) frames.push({ bytes: chunk.subarray(at) });
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  /** Returns an incomplete picture. Boundaries and headers after the last picture aren't a frame. */
  end(): Frame[] {
    return this.#picture.length === 0 ? [] : [{ bytes: this.#picture.end(), flaw: 'unterminated' }];
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** Returns the offset after the bytes consumed. */
  #take(chunk: Uint8Array, at: number, frames: Frame[]): number {
    switch (this.#phase) {
      case 'text':
        return this.#takeText(chunk, at, frames);
      case 'soi':
        return this.#takeSoi(chunk, at, frames);
      case 'jpeg':
        return this.#takeJpeg(chunk, at, frames);
      default:
        return this.#takeSized(chunk, at, frames);
    }
  }

  #takeText(chunk: Uint8Array, from: number, frames: Frame[]): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === 0xff && this.#headers.isAtLineStart) {
        this.#phase = 'soi';
        return at;
      }
      if (!this.#headers.add(byte)) return this.#takeUnknown(chunk, from, frames);
      if (this.#headers.contentLength !== undefined) return this.#beginSized(chunk, at + 1, frames);
    }
    return chunk.length;
  }

  #beginSized(chunk: Uint8Array, at: number, frames: Frame[]): number {
    const { contentLength = 0 } = this.#headers;
    this.#headers = new MultipartHeaders();
    if (contentLength > this.#maxFrameBytes) {
      const announced = BigInt(contentLength);
      return this.#breakOff({ bytes: chunk.subarray(at), flaw: 'brokenLength', announced }, frames, chunk);
    }
    this.#left = contentLength;
    this.#phase = 'sized';
    this.#hasBegun = true;
    if (contentLength === 0) this.#finish(frames);
    return at;
  }

  #takeSized(chunk: Uint8Array, at: number, frames: Frame[]): number {
    const bytes = chunk.subarray(at, at + this.#left);
    this.#picture.append(bytes);
    this.#left -= bytes.length;
    if (this.#left === 0) this.#finish(frames);
    return at + bytes.length;
  }

  #takeSoi(chunk: Uint8Array, at: number, frames: Frame[]): number {
    this.#picture.append(chunk.subarray(at, at + 1));
    if (this.#picture.length < soi.length) return at + 1;
    if (chunk[at] !== 0xd8) return this.#takeUnknown(chunk, at + 1, frames);
    this.#hasBegun = true;
    this.#beginJpeg(new JpegScanner());
    return at + 1;
  }

  /** Handles data that is neither text nor the beginning of a JPEG. After a picture, another one may still follow. */
  #takeUnknown(chunk: Uint8Array, at: number, frames: Frame[]): number {
    if (this.#hasBegun) {
      this.#beginJpeg(new JpegScanner(true));
      return at;
    }
    this.#picture.append(chunk.subarray(at));
    return this.#breakOff({ bytes: this.#picture.end(), flaw: 'malformed' }, frames, chunk);
  }

  #beginJpeg(scanner: JpegScanner): void {
    this.#headers = new MultipartHeaders();
    this.#scanner = scanner;
    this.#phase = 'jpeg';
  }

  #takeJpeg(chunk: Uint8Array, from: number, frames: Frame[]): number {
    const { state, at } = this.#scanner.scan(chunk, from);
    this.#picture.append(chunk.subarray(from, at));
    if (this.#picture.length > this.#maxFrameBytes) {
      this.#picture.append(chunk.subarray(at));
      return this.#breakOff({ bytes: this.#picture.end(), flaw: 'tooLong' }, frames, chunk);
    }
    if (state === 'ended') this.#finish(frames);
    else if (state === 'next') {
      const flaw = this.#scanner.isBroken ? 'malformed' : 'unterminated';
      const { isKept, length } = this.#picture;
      const bytes = this.#picture.end(soi.length);
      const isDelivered = isKept || flaw === 'malformed';
      if (isDelivered && length - soi.length >= minDamagedBytes) frames.push({ bytes, flaw });
      this.#picture.append(soi);
      this.#beginJpeg(new JpegScanner());
    }
    return at;
  }

  #finish(frames: Frame[]): void {
    const { isKept, length } = this.#picture;
    const bytes = this.#picture.end();
    const isBroken = this.#phase === 'jpeg' && this.#scanner.isBroken;
    if (isBroken) frames.push({ bytes, flaw: 'malformed' });
    else if (isKept || length === 0) frames.push({ bytes });
    this.#phase = 'text';
  }

  /** Ends decoding: everything that follows is delivered as it is read. */
  #breakOff(frame: Frame, frames: Frame[], chunk: Uint8Array): number {
    this.#phase = 'broken';
    frames.push(frame);
    return chunk.length;
  }
}
