/**
 * Finds files without a picture. ffmpeg itself doesn't notice: it repeats a file endlessly, and reads all of a damaged one
 * at the rate of its pictures.
 */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SocketError } from '../../../core/socketError.ts';
import type { VideoSource } from '../../../core/video/video.ts';
import { owned } from '../../owned.ts';
import type { SourceSink } from './videoSource.ts';

type Source = VideoSource & { readonly kind: 'ffmpeg' };

/** A file without a picture by then is looked through. Pipes and devices may take as long as they want. */
export const firstPictureMs = 5000;

export class FirstPicture {
  readonly #source: Source;
  readonly #sink: SourceSink;
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #hasArrived = false;

  /** Ends the video if its file has no picture. */
  constructor(source: Source, sink: SourceSink) {
    this.#source = source;
    this.#sink = sink;
    const late = owned(sink, 'firstPicture.late', () => this.#late());
    this.#timer = setTimeout(late, firstPictureMs);
  }

  /** Failure of a program that has succeeded; undefined if there were pictures. */
  get failure(): SocketError | undefined {
    if (this.#hasArrived) return undefined;
    const { program, repeats } = this.#source;
    if (repeats === undefined) return new SocketError('PROGRAM_FAILED', { program, detail: '0' });
    return new SocketError('NO_FRAMES', { address: pathOf(this.#source) });
  }

  arrived(): void {
    if (this.#hasArrived) return;
    this.#hasArrived = true;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopping.abort();
  }

  async #late(): Promise<void> {
    const { signal } = this.#stopping;
    if (this.#source.repeats === undefined || !(await isFile(pathOf(this.#source)))) return;
    if (!(await hasPicture(this.#source, signal)) && !signal.aborted) this.#sink.end(this.failure);
  }
}

/** Returns the path of the file that is read. */
export function pathOf({ input }: Source): string {
  return (input.at(-1) ?? '').replace(/^file:/, '');
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isFile(),
    () => false,
  );
}

/** Looks through the file as fast as possible, until the first picture, of which a single byte is written. */
async function hasPicture({ program, input }: Source, signal: AbortSignal): Promise<boolean> {
  const output = ['-frames:v', '1', '-vf', 'scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  const words = ['-hide_banner', '-nostdin', '-loglevel', 'quiet', ...input, '-an', '-sn', '-dn', ...output];
  const looking = promisify(execFile)(program, words, { signal, killSignal: 'SIGKILL', windowsHide: true });
  const { stdout } = await looking.catch((failed: { readonly stdout?: string }) => ({ stdout: failed.stdout ?? '' }));
  return stdout.length > 0;
}
