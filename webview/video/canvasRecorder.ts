/** Records the contents of a canvas as WebM, and delivers the data as it is produced. */
import * as l10n from '@vscode/l10n';

/** Media types in order of preference. VP8 comes first, since it is cheaper to encode. */
const mediaTypes = ['video/webm;codecs=vp8', 'video/webm;codecs=vp9', 'video/webm'];
const chunkMs = 500;
/** High enough to keep pixels sharp. */
const bitsPerPixel = 8;
const minBitsPerSecond = 2_500_000;
/** Maximum amount of data waiting for the disk; beyond that, the recording ends. */
const maxWaitingBytes = 64 * 1024 * 1024;

export interface RecorderParts {
  /** Resolves when the bytes have been stored. */
  keep(bytes: Uint8Array): Promise<void>;
  /** Called when more has been recorded. */
  changed(): void;
  /** Called once when recording can't continue, unless it was stopped before. The caller must then stop it. */
  failed(error: unknown): void;
}

export class CanvasRecorder {
  readonly startedMs = performance.now();
  readonly #parts: RecorderParts;
  readonly #recorder: MediaRecorder;
  readonly #stopped = Promise.withResolvers<void>();
  #keeping: Promise<void> = Promise.resolve();
  #bytes = 0;
  #keptBytes = 0;
  /** Whether it was stopped, or has reported a failure. */
  #isOver = false;

  /** @throws DOMException NotSupportedError in a browser that can't record. */
  constructor(canvas: HTMLCanvasElement, parts: RecorderParts) {
    this.#parts = parts;
    const mimeType = mediaTypes.find(type => MediaRecorder.isTypeSupported(type)) ?? '';
    const videoBitsPerSecond = Math.max(minBitsPerSecond, canvas.width * canvas.height * bitsPerPixel);
    this.#recorder = new MediaRecorder(canvas.captureStream(), { mimeType, videoBitsPerSecond });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    this.#recorder.addEventListener('stop', () => this.#stopped.resolve());
    this.#recorder.addEventListener('error', event => this.#fail((event as ErrorEvent).error));
    this.#recorder.start(chunkMs);
  }

  /** Number of bytes recorded so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Stops recording. Resolves when everything recorded has been stored. */
  async stop(): Promise<void> {
    this.#isOver = true;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    for (const track of this.#recorder.stream.getTracks()) track.stop();
    await this.#stopped.promise;
    await this.#keeping;
  }

  #take(data: Blob): void {
    if (data.size === 0) return;
    this.#bytes += data.size;
    this.#keeping = this.#keeping.then(async () => {
      await this.#parts.keep(new Uint8Array(await data.arrayBuffer()));
      this.#keptBytes += data.size;
    });
    this.#keeping = this.#keeping.catch(error => this.#fail(error));
    if (this.#bytes - this.#keptBytes > maxWaitingBytes)
      this.#fail(new Error(l10n.t('The disk is slower than the video.')));
    else this.#parts.changed();
  }

  #fail(error: unknown): void {
    // The recorder's state isn't reliable here: it is already inactive when it reports its own error.
    if (this.#isOver) return;
    this.#isOver = true;
    this.#parts.failed(error);
  }
}
