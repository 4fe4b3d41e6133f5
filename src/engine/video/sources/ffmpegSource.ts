/** Pictures of a camera or a file read by ffmpeg, which scales them, keeps the rate, and writes their raw bytes to its output. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { SocketError } from '../../../core/socketError.ts';
import { type FrameHolder, unfinishedFrames } from '../../conversation/unfinishedFrames.ts';
import { type Owner, owned } from '../../owned.ts';
import { FirstPicture, pathOf } from './firstPicture.ts';
import type { StartSource } from './videoSource.ts';

/** Characters of stderr kept for the error message (the tail). */
const stderrTailUnits = 4096;

/** Pause after each read of stderr, so that a program that writes endless messages doesn't keep this thread busy. */
const stderrPauseMs = 50;
/** Frames that are early by at most this much are read without a pause. */
const burstMs = 1000;
/** Time from the program's exit until its output is closed, since a process that it started may keep it open. */
const closeMs = 1000;

export const startFfmpegSource: StartSource<'ffmpeg'> = (options, sink) => {
  const { width, height, fps, source } = options;
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(source.program, ffmpegArguments(options), { stdio: [...stdio], windowsHide: true });
  const pace = new ReadingPace(child.stdout, 2 * fps, sink);
  const first = new FirstPicture(source, sink);
  const frames = new RawFrames(width * height * 3, pixels => {
    pace.took();
    first.arrived();
    const picture = { width, height, order: 'bgr', pixels } as const;
    sink.offer({ width, height, pixels: async () => picture });
  });
  let stderrTail = '';
  let isStopped = false;
  const end = (failure?: SocketError) => {
    frames.cut();
    if (!isStopped) sink.end(failure);
  };
  const onOutput = (chunk: Buffer) => !isStopped && frames.push(chunk);
  const goOn = owned(sink, 'ffmpegSource.goOn', () => child.stderr.resume());
  const onStderr = (text: string) => {
    stderrTail = (stderrTail + text).slice(-stderrTailUnits);
    child.stderr.pause();
    setTimeout(goOn, stderrPauseMs);
  };
  const close = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const onExit = () => isStopped || setTimeout(owned(sink, 'ffmpegSource.held', close), closeMs).unref();
  const onError = (error: NodeJS.ErrnoException) => end(notStarted(source.program, error));
  const onClose = (status: number | null, signal: NodeJS.Signals | null) => {
    end(status === 0 ? first.failure : failureOf(source, stderrTail, `${signal ?? status}`));
  };
  child.stdout.on('data', owned(sink, 'ffmpegSource.output', onOutput));
  child.stderr.setEncoding('utf8').on('data', owned(sink, 'ffmpegSource.said', onStderr));
  child.on('exit', owned(sink, 'ffmpegSource.exit', onExit));
  child.on('error', owned(sink, 'ffmpegSource.error', onError));
  child.on('close', owned(sink, 'ffmpegSource.close', onClose));
  return {
    stop() {
      isStopped = true;
      first.stop();
      frames.cut();
      // The program has nothing to finish, and may not respond to other signals while it waits for a device.
      child.kill('SIGKILL');
      close();
    },
  };
};

/** Limits the number of frames read per second: a program that doesn't keep the rate would use up all CPU time. */
class ReadingPace {
  readonly #output: Readable;
  readonly #intervalMs: number;
  readonly #owner: Owner;
  #dueMs = 0;

  constructor(output: Readable, perSecond: number, owner: Owner) {
    this.#output = output;
    this.#owner = owner;
    this.#intervalMs = 1000 / perSecond;
  }

  /** Called when a frame was read. */
  took(): void {
    const nowMs = performance.now();
    this.#dueMs = Math.min(Math.max(this.#dueMs, nowMs - burstMs) + this.#intervalMs, nowMs + burstMs);
    if (this.#dueMs <= nowMs || this.#output.isPaused()) return;
    this.#output.pause();
    setTimeout(
      owned(this.#owner, 'ffmpegSource.pace', () => this.#output.resume()),
      this.#dueMs - nowMs,
    );
  }
}

/** Splits bytes into frames of one size. A frame that has begun counts among those of all peers. */
export class RawFrames implements FrameHolder {
  readonly maxFrameBytes: number;
  readonly #whole: (frame: Uint8Array) => void;
  /** The frame that has begun, unless it is being skipped. */
  #frame: Uint8Array | undefined;
  #filled = 0;

  constructor(frameBytes: number, whole: (frame: Uint8Array) => void) {
    this.maxFrameBytes = frameBytes;
    this.#whole = whole;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#filled === 0) this.#begin();
      const piece = chunk.subarray(at, at + this.maxFrameBytes - this.#filled);
      this.#frame?.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === this.maxFrameBytes) this.#finish();
    }
  }

  /** Skips the frame that has begun, to free its memory. Called, too, when no more bytes follow. */
  cut(): void {
    this.#frame = undefined;
    unfinishedFrames.updateWithoutCutting(this, 0);
  }

  #begin(): void {
    this.#frame = new Uint8Array(this.maxFrameBytes);
    unfinishedFrames.update(this, this.maxFrameBytes);
  }

  #finish(): void {
    const frame = this.#frame;
    this.cut();
    this.#filled = 0;
    if (frame) this.#whole(frame);
  }
}

type Source = Parameters<StartSource<'ffmpeg'>>[0]['source'];

function ffmpegArguments({ source, width, height, fps }: Parameters<StartSource<'ffmpeg'>>[0]): string[] {
  const fitted = `scale=${width}:${height}:force_original_aspect_ratio=decrease`;
  const padded = `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`;
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...(source.repeats === undefined ? [] : ['-re']),
    ...(source.repeats ? ['-stream_loop', '-1'] : []),
    ...source.input,
    ...['-an', '-sn', '-dn', '-vf', `${fitted},${padded},setsar=1`, '-r', `${fps}`],
    ...['-f', 'rawvideo', '-pix_fmt', 'bgr24', 'pipe:1'],
  ];
}

/** `stderrTail` is the tail of stderr. If it is empty, the error contains `exitText`, the exit status or signal. */
function failureOf(source: Source, stderrTail: string, exitText: string): SocketError {
  // The file is a list of others, or its content names an address. ffmpeg's message is in English in every language.
  if (/ not on whitelist '/.test(stderrTail)) return new SocketError('FORMAT_REFUSED', { address: pathOf(source) });
  return new SocketError('PROGRAM_FAILED', { program: source.program, detail: lastLine(stderrTail) ?? exitText });
}

function notStarted(program: string, error: NodeJS.ErrnoException): SocketError {
  return error.code === 'ENOENT'
    ? new SocketError('PROGRAM_NOT_FOUND', { program }, { cause: error })
    : new SocketError('PROGRAM_FAILED', { program, detail: error.message }, { cause: error });
}

function lastLine(text: string): string | undefined {
  return (
    text
      .trimEnd()
      .split(/[\r\n]+/)
      .at(-1) || undefined
  );
}
