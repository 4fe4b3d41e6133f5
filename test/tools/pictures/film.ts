/** Records a page as an animated GIF: eight screenshots a second, joined by ffmpeg. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { run } from '../../support/run.ts';
import { systemProgram } from '../../support/systemPackages.ts';

const framesPerSecond = 8;
const frameMs = 1000 / framesPerSecond;
/** Limit for a still picture, so that viewers don't wait because the recording machine was slow. */
const stillFrames = 2.5 * framesPerSecond;

/** One palette for the whole film and no dithering: text stays sharp, and unchanged areas cost nothing. */
const colors =
  'split[a][b];[a]palettegen=stats_mode=full:max_colors=64[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';

interface Shot {
  readonly picture: Buffer;
  readonly atMs: number;
}

export class Film {
  readonly #page: Page;
  readonly #shots: Shot[] = [];
  readonly #rolling: Promise<void>;
  #isOver = false;

  private constructor(page: Page) {
    this.#page = page;
    this.#rolling = this.#roll();
  }

  /** Starts recording the page. */
  static start(page: Page): Film {
    return new Film(page);
  }

  /** Stops recording and writes a `.gif`. */
  async finish(file: string): Promise<void> {
    await this[Symbol.asyncDispose]();
    const folder = await mkdtemp(join(tmpdir(), 'portside-film-'));
    try {
      for (const [at, picture] of frames(this.#shots).entries()) {
        await writeFile(join(folder, `${String(at).padStart(4, '0')}.png`), picture);
      }
      const ffmpeg = await systemProgram('ffmpeg');
      const input = ['-framerate', String(framesPerSecond), '-i', join(folder, '%04d.png')];
      await run(ffmpeg, ['-y', '-loglevel', 'error', ...input, '-vf', colors, file]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Stops recording. A film that wasn't finished is discarded. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#rolling;
  }

  async #roll(): Promise<void> {
    while (!this.#isOver) {
      const atMs = performance.now();
      this.#shots.push({ atMs, picture: await this.#page.screenshot() });
      await sleep(Math.max(0, atMs + frameMs - performance.now()));
    }
  }
}

/** Returns the pictures at an even pace, with long waits shortened. Shots are taken as fast as the machine can. */
export function frames(shots: readonly Shot[]): Buffer[] {
  const even: Buffer[] = [];
  const startMs = shots[0]?.atMs ?? 0;
  const frameAt = (ms: number) => Math.round((ms - startMs) / frameMs);
  let still = 0;
  for (const [at, { picture, atMs }] of shots.entries()) {
    const previous = shots[at - 1];
    still = previous?.picture.equals(picture) ? still : 0;
    const untilMs = shots[at + 1]?.atMs ?? atMs + frameMs;
    const shown = Math.min(frameAt(untilMs) - frameAt(atMs), stillFrames - still);
    even.push(...Array<Buffer>(shown).fill(picture));
    still += shown;
  }
  return even;
}
