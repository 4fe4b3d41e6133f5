/** The recordings made in this page, at most one per video. */
import type { VideoCalls } from '../../src/protocol/videoCalls.ts';
import { CanvasRecorder } from './canvasRecorder.ts';

export interface RecordingState {
  readonly seconds: number;
  readonly bytes: number;
}

export interface RecordingListener {
  /** Called when a recording has started, made progress, or ended. */
  changed(): void;
  /** Called with the error that has ended a recording or kept it from starting. */
  failed(error: unknown): void;
}

interface Running {
  readonly id: string;
  readonly recorder: CanvasRecorder;
}

export class Recordings {
  readonly #calls: Pick<VideoCalls, 'record' | 'endRecording'>;
  readonly #listener: RecordingListener;
  readonly #running = new Map<string, Running>();

  constructor(calls: Pick<VideoCalls, 'record' | 'endRecording'>, listener: RecordingListener) {
    this.#calls = calls;
    this.#listener = listener;
  }

  state(video: string): RecordingState | undefined {
    const recorder = this.#running.get(video)?.recorder;
    return recorder && { seconds: Math.floor((performance.now() - recorder.startedMs) / 1000), bytes: recorder.bytes };
  }

  get isRecording(): boolean {
    return this.#running.size > 0;
  }

  /** Records into the recording with this id, which the host has opened. Replaces a running one. */
  start(video: string, id: string, canvas: HTMLCanvasElement): void {
    void this.stop(video);
    try {
      const recorder = new CanvasRecorder(canvas, {
        keep: bytes => this.#calls.record(id, bytes),
        changed: () => this.#listener.changed(),
        failed: error => {
          void this.stop(video);
          this.#listener.failed(error);
        },
      });
      this.#running.set(video, { id, recorder });
      this.#listener.changed();
    } catch (error) {
      void this.#end(id);
      this.#listener.failed(error);
    }
  }

  /** Stops recording a video. Resolves when everything is on disk. */
  async stop(video: string): Promise<void> {
    const running = this.#running.get(video);
    if (!running) return;
    this.#running.delete(video);
    this.#listener.changed();
    await running.recorder.stop();
    await this.#end(running.id);
  }

  /** Stops the recording with this id, at the request of the host. */
  async stopRecording(id: string): Promise<void> {
    for (const [video, running] of this.#running) if (running.id === id) await this.stop(video);
  }

  async #end(id: string): Promise<void> {
    await this.#calls.endRecording(id).catch(() => undefined /* the host closed it with the page */);
  }
}
