/**
 * Captures pictures of a camera or a screen, at a task's size and rate, for a consumer that takes them one by one: the
 * panel or the camera page.
 */
import type { CameraPicture } from '../../../src/core/camera/cameraPicture.ts';
import type { CameraProblem } from '../../../src/core/camera/cameraProblem.ts';
import type { CameraKind, CameraTask } from '../../../src/core/camera/cameraTask.ts';
import { CaptureError, problemOf, problemOfPlace } from './captureProblem.ts';
import { cameraName, screenName } from './devices.ts';
import { NewestFirst } from './newestFirst.ts';
import { Pace } from './pace.ts';
import { PictureMaker } from './pictureMaker.ts';
import { readFrames, type SourceFrame } from './sourceFrame.ts';

export interface CaptureOptions {
  readonly task: CameraTask;
  /** The user's choice, if it differs from the task's. */
  readonly kind?: CameraKind;
  /** A camera's id; the browser's default if absent. */
  readonly camera?: string | undefined;
  /**
   * Takes a picture. When the promise has resolved, the newest picture at that time follows. A rejection ends the
   * capture.
   */
  take(picture: CameraPicture): Promise<void>;
  /** Called when no more pictures follow, except after `stop()`. */
  onEnded(problem: CameraProblem): void;
}

export class Capture {
  /** The captured stream, for a preview. */
  readonly stream: MediaStream;
  readonly kind: CameraKind;
  /** The camera's name, or a description of what is shared. */
  readonly device: string;
  /** The camera's id. */
  readonly camera: string | undefined;
  /** Number of pictures that were taken. */
  taken = 0;
  readonly #track: MediaStreamTrack;
  readonly #newest: NewestFirst<SourceFrame>;
  readonly #stopReading: () => void;
  readonly #options: CaptureOptions;
  #isOver = false;

  /** Asks the browser, which asks the user. Rejects with a CaptureError. Browsers share a screen only after a click. */
  static async start(options: CaptureOptions): Promise<Capture> {
    const { task, kind = task.kind, camera } = options;
    const blocking = problemOfPlace(kind);
    if (blocking) throw new CaptureError(blocking);
    let stream: MediaStream | undefined;
    try {
      stream = await (kind === 'camera' ? askForCamera(task, camera) : askForScreen(task));
      return new Capture(stream, kind, options);
    } catch (error) {
      // Access may have been granted, but capturing may still have failed.
      for (const track of stream?.getTracks() ?? []) track.stop();
      throw new CaptureError(problemOf(error, kind));
    }
  }

  private constructor(stream: MediaStream, kind: CameraKind, options: CaptureOptions) {
    const [track] = stream.getVideoTracks();
    if (!track) throw new CaptureError({ code: 'none', kind });
    this.stream = stream;
    this.kind = kind;
    this.device = kind === 'camera' ? cameraName(track.label) : screenName(track);
    this.camera = track.getSettings().deviceId;
    this.#track = track;
    this.#options = options;
    const maker = new PictureMaker(options.task, kind);
    const pace = new Pace(options.task.fps);
    this.#newest = new NewestFirst(frame => this.#take(frame, maker));
    this.#stopReading = readFrames(track, frame => {
      if (pace.takes(frame.capturedMs)) this.#newest.offer(frame);
      else frame.close();
    });
    track.addEventListener('ended', () => this.#end({ code: 'unplugged', kind }));
  }

  /** Number of pictures that weren't taken in time. */
  get skipped(): number {
    return this.#newest.skipped;
  }

  /** Releases the camera. */
  stop(): void {
    this.#isOver = true;
    this.#newest.stop();
    this.#stopReading();
    this.#track.stop();
  }

  async #take(frame: SourceFrame, maker: PictureMaker): Promise<void> {
    try {
      const picture = await maker.picture(frame).finally(() => frame.close());
      if (this.#isOver) return;
      await this.#options.take(picture);
      this.taken++;
    } catch (error) {
      this.#end(problemOf(error, this.kind));
      throw error;
    }
  }

  #end(problem: CameraProblem): void {
    if (this.#isOver) return;
    this.stop();
    this.#options.onEnded(problem);
  }
}

/** Asks for a camera. Browsers choose the size nearest to the camera's, and crop or scale the rest if they can. */
function askForCamera({ width, height, fps }: CameraTask, camera: string | undefined): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: fps },
      ...(camera !== undefined && { deviceId: { exact: camera } }),
    },
  });
}

function askForScreen({ width, height, fps }: CameraTask): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({
    audio: false,
    video: { width: { max: width }, height: { max: height }, frameRate: { max: fps } },
  });
}
