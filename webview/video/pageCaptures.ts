/** The captures of cameras and screens that the host has requested from this page. */
import type { CameraPicture } from '../../src/core/camera/cameraPicture.ts';
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import type { VideoCalls } from '../../src/protocol/videoCalls.ts';
import { Capture } from '../camera/capture/capture.ts';
import { CaptureError, problemOf } from '../camera/capture/captureProblem.ts';

type CaptureCalls = Pick<VideoCalls, 'captureStarted' | 'captureTroubled' | 'capturedPicture'>;

interface Wanted {
  readonly task: CameraTask;
  /** The capture; undefined while access is being requested. */
  capture?: Capture;
  /** Whether a click is awaited: browsers share a screen only after one. */
  waitsForClick: boolean;
}

export class PageCaptures {
  readonly #calls: CaptureCalls;
  readonly #changed: () => void;
  readonly #wanted = new Map<string, Wanted>();

  constructor(calls: CaptureCalls, changed: () => void) {
    this.#calls = calls;
    this.#changed = changed;
  }

  /** Whether the user should choose what to share. */
  waitsForClick(video: string): boolean {
    return this.#wanted.get(video)?.waitsForClick ?? false;
  }

  want(video: string, task: CameraTask): void {
    this.stop(video);
    const wanted: Wanted = { task, waitsForClick: task.kind === 'screen' };
    this.#wanted.set(video, wanted);
    if (!wanted.waitsForClick) void this.#begin(video, wanted);
    this.#changed();
  }

  /** Starts capturing after a click. */
  choose(video: string): void {
    const wanted = this.#wanted.get(video);
    if (wanted) void this.#begin(video, wanted);
  }

  stop(video: string): void {
    this.#wanted.get(video)?.capture?.stop();
    if (this.#wanted.delete(video)) this.#changed();
  }

  async #begin(video: string, wanted: Wanted): Promise<void> {
    const { task } = wanted;
    const isWanted = () => this.#wanted.get(video) === wanted;
    wanted.waitsForClick = false;
    this.#changed();
    const trouble = (error: unknown) => {
      if (!isWanted()) return;
      wanted.capture?.stop();
      wanted.waitsForClick = task.kind === 'screen';
      this.#changed();
      this.#calls.captureTroubled(video, problemOf(error, task.kind)).catch(() => undefined /* the video is gone */);
    };
    try {
      const take = (picture: CameraPicture) => this.#calls.capturedPicture(video, picture);
      const capture = await Capture.start({ task, take, onEnded: problem => trouble(new CaptureError(problem)) });
      if (!isWanted()) {
        capture.stop();
        return;
      }
      wanted.capture = capture;
      await this.#calls.captureStarted(video, capture.device);
    } catch (error) {
      trouble(error);
    }
  }
}
