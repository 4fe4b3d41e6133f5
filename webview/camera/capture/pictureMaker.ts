/** Converts frames to pictures in the format that a task requests. */
import type { CameraPicture } from '../../../src/core/camera/cameraPicture.ts';
import type { CameraKind, CameraTask } from '../../../src/core/camera/cameraTask.ts';
import { i420Bytes, toI420 } from '../../../src/core/video/i420.ts';
import { defaultJpegQuality } from '../../../src/core/video/video.ts';
import { fitPicture } from './fitPicture.ts';
import type { SourceFrame } from './sourceFrame.ts';

export class PictureMaker {
  readonly #task: CameraTask;
  readonly #kind: CameraKind;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** `kind` is the source of the frames, which may differ from the task's. @throws Error in a browser without 2D canvases. */
  constructor(task: CameraTask, kind: CameraKind) {
    this.#task = task;
    this.#kind = kind;
    this.#canvas = new OffscreenCanvas(task.width, task.height);
    const context = this.#canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('no 2D context');
    this.#context = context;
  }

  /** Returns the picture of a frame, which stays open. Rejects if the browser can't read it. */
  async picture({ image, capturedMs }: SourceFrame): Promise<CameraPicture> {
    const { width, height, encoding } = this.#task;
    if (encoding === 'jpeg') {
      this.#draw(image);
      const quality = (this.#task.quality ?? defaultJpegQuality) / 100;
      const file = await this.#canvas.convertToBlob({ type: 'image/jpeg', quality });
      return { format: 'jpeg', width, height, bytes: new Uint8Array(await file.arrayBuffer()), capturedMs };
    }
    const planes = image instanceof HTMLVideoElement ? undefined : await this.#planes(image);
    if (planes) return { format: 'I420', width, height, bytes: planes, capturedMs };
    this.#draw(image);
    const pixels = new Uint8Array(this.#context.getImageData(0, 0, width, height).data.buffer);
    // Halving the chroma would blur colored text.
    if (this.#kind === 'screen') return { format: 'RGBA', width, height, bytes: pixels, capturedMs };
    // The camera has already halved the chroma: nothing but bytes is lost.
    const bytes = new Uint8Array(i420Bytes(width, height));
    toI420({ width, height, order: 'rgba', pixels }, bytes, 'bt601');
    return { format: 'I420', width, height, bytes, capturedMs };
  }

  /** Returns the frame's own planes if they match the request: same size, 4:2:0, BT.601 colors in limited range. */
  async #planes(frame: VideoFrame): Promise<Uint8Array | undefined> {
    const { width, height } = this.#task;
    const { format, visibleRect, displayWidth, displayHeight } = frame;
    const isOfSize = visibleRect?.width === width && visibleRect.height === height;
    if (!isOfSize || displayWidth !== width || displayHeight !== height || !isBt601(frame.colorSpace)) return undefined;
    if (format !== 'I420' && format !== 'NV12') return undefined;
    const bytes = new Uint8Array(i420Bytes(width, height));
    if (frame.allocationSize() !== bytes.length) return undefined;
    await frame.copyTo(bytes);
    return format === 'I420' ? bytes : i420FromNv12(bytes, width, height);
  }

  #draw(image: VideoFrame | HTMLVideoElement): void {
    const size =
      image instanceof HTMLVideoElement
        ? { width: image.videoWidth, height: image.videoHeight }
        : { width: image.displayWidth, height: image.displayHeight };
    const { x, y, width, height } = fitPicture(this.#kind, size, this.#task);
    // The bars would show the previous contents when a shared window changes its shape.
    this.#context.fillRect(0, 0, this.#task.width, this.#task.height);
    this.#context.drawImage(image, x, y, width, height);
  }
}

/** Whether colors are BT.601 in limited range. This is also the default for camera frames that don't say. */
function isBt601({ matrix, fullRange }: VideoColorSpace): boolean {
  return fullRange !== true && (!matrix || matrix === 'smpte170m' || matrix === 'bt470bg');
}

/** Converts a picture with interleaved U and V to one with separate planes. */
export function i420FromNv12(nv12: Uint8Array, width: number, height: number): Uint8Array {
  const luma = width * height;
  const chroma = Math.ceil(width / 2) * Math.ceil(height / 2);
  const i420 = new Uint8Array(luma + 2 * chroma);
  i420.set(nv12.subarray(0, luma));
  for (let at = 0; at < chroma; at++) {
    i420[luma + at] = nv12[luma + 2 * at] ?? 0;
    i420[luma + chroma + at] = nv12[luma + 2 * at + 1] ?? 0;
  }
  return i420;
}
