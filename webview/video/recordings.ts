/** What this page records: one recording of a video at most. */
import type { VideoCalls } from '../../src/protocol/videoCalls.ts';
import { Recorder } from './recorder.ts';

export interface RecordingState {
  readonly seconds: number;
  readonly bytes: number;
}

interface Running {
  readonly id: string;
  readonly recorder: Recorder;
}

export class Recordings {
  readonly #calls: Pick<VideoCalls, 'record' | 'endRecording'>;
  readonly #changed: (error?: unknown) => void;
  readonly #running = new Map<string, Running>();

  constructor(calls: Pick<VideoCalls, 'record' | 'endRecording'>, changed: (error?: unknown) => void) {
    this.#calls = calls;
    this.#changed = changed;
  }

  state(video: string): RecordingState | undefined {
    const recorder = this.#running.get(video)?.recorder;
    return recorder && { seconds: Math.floor((performance.now() - recorder.startedMs) / 1000), bytes: recorder.bytes };
  }

  get isRecording(): boolean {
    return this.#running.size > 0;
  }

  /** Into the recording of this id, which the host keeps open. */
  start(video: string, id: string, canvas: HTMLCanvasElement): void {
    try {
      const recorder = new Recorder(canvas, {
        keep: bytes => this.#calls.record(id, bytes),
        changed: error => {
          if (error !== undefined) void this.stop(video);
          this.#changed(error);
        },
      });
      this.#running.set(video, { id, recorder });
      this.#changed();
    } catch (error) {
      void this.#end(id);
      this.#changed(error);
    }
  }

  /** Resolves when all of it is on the disk. */
  async stop(video: string): Promise<void> {
    const running = this.#running.get(video);
    if (!running) return;
    this.#running.delete(video);
    this.#changed();
    await running.recorder.stop();
    await this.#end(running.id);
  }

  /** Whoever holds the file wants no more. */
  async stopRecording(id: string): Promise<void> {
    for (const [video, running] of this.#running) if (running.id === id) await this.stop(video);
  }

  async #end(id: string): Promise<void> {
    await this.#calls.endRecording(id).catch(() => undefined /* the host has closed it with the page */);
  }
}
