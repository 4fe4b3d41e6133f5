/** Pictures delivered one by one by a page with a camera or a screen: at most the requested number per second. */
import { i420Bytes } from '../../../core/video/i420.ts';
import { encodedImage } from '../../../core/video/imageHeader.ts';
import { isTooLarge, type Picture, pictureBytes } from '../../../core/video/picture.ts';
import type { I420Picture } from '../../../core/video/scaledBgr.ts';
import type { PushedPicture } from '../../../core/video/video.ts';
import { type Owner, owned } from '../../owned.ts';
import { decodeJpegOnThread } from '../pictureThread.ts';
import type { RunningSource, SourcePicture, SourceSink, StartSource } from './videoSource.ts';

interface Waiting {
  readonly picture: SourcePicture;
  /** Called when the next picture may be delivered. */
  done(): void;
}

export function startPushedSource(
  { fps }: Parameters<StartSource<'pushed'>>[0],
  sink: SourceSink,
  nowMs = () => performance.now(),
): RunningSource {
  const pace = new Pace(fps, picture => sink.offer(picture), sink, nowMs);
  return {
    push: async pushed => pace.push(sourcePicture(pushed)),
    stop: () => pace.stop(),
  };
}

/** Lets one picture through at each tick; one that is early replaces the waiting one. */
class Pace {
  readonly #intervalMs: number;
  readonly #offer: (picture: SourcePicture) => void;
  readonly #owner: Owner;
  readonly #nowMs: () => number;
  #waiting: Waiting | undefined;
  #isStopped = false;
  /** Time at which the next picture may be sent. */
  #dueMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #release: (() => void) | undefined;

  constructor(fps: number, offer: (picture: SourcePicture) => void, owner: Owner, nowMs: () => number) {
    this.#intervalMs = 1000 / fps;
    this.#offer = offer;
    this.#owner = owner;
    this.#nowMs = nowMs;
  }

  push(picture: SourcePicture): Promise<void> {
    this.#waiting?.done();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting = { picture, done: resolve };
    if (this.#isStopped) resolve();
    else if (!this.#timer) this.#next();
    return promise;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#release?.();
    this.#waiting?.done();
  }

  #next(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    const nowMs = this.#nowMs();
    // A source that is a little late once stays on schedule; a slower one doesn't accumulate credit.
    this.#dueMs = (nowMs - this.#dueMs < this.#intervalMs ? this.#dueMs : nowMs) + this.#intervalMs;
    this.#release = waiting.done;
    const onTime = owned(this.#owner, 'pushedSource.beat', () => this.#beat());
    this.#timer = setTimeout(onTime, Math.max(0, this.#dueMs - nowMs));
    this.#offer(waiting.picture);
  }

  #beat(): void {
    this.#timer = undefined;
    this.#release?.();
    this.#release = undefined;
    this.#next();
  }
}

function sourcePicture(pushed: PushedPicture): SourcePicture {
  const { width, height, format, bytes, capturedMs } = pushed;
  if (!isSize(width) || !isSize(height) || isTooLarge({ width, height })) {
    throw new RangeError(`a picture can’t be ${width} × ${height} pixels`);
  }
  const about = { width, height, ...(capturedMs !== undefined && { capturedMs }) };
  if (format === 'jpeg') {
    const image = encodedImage(bytes);
    if (image?.format !== 'jpeg' || image.isCut) throw new RangeError('not a JPEG file, or incomplete');
    return { ...about, jpeg: bytes, pixels: () => decodeJpegOnThread(bytes) };
  }
  const expected = format === 'I420' ? i420Bytes(width, height) : pictureBytes(width, height, 'rgba');
  if (bytes.length !== expected) throw new RangeError(`${format} of ${width} × ${height} has ${expected} bytes`);
  const picture: Picture | I420Picture =
    format === 'I420' ? { width, height, planes: bytes } : { width, height, order: 'rgba', pixels: bytes };
  return { ...about, pixels: async () => picture };
}

function isSize(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels > 0;
}
