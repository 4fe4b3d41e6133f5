/** Plays test patterns from a file, as fast as possible or at a given rate. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureBytes } from '../../src/core/video/picture.ts';
import { drawTestPattern } from '../../src/core/video/testPattern.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import { encodeJpeg } from '../../src/engine/video/jpegTurbo.ts';
import { type Program, startPython } from '../support/program.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const vga: Size = { width: 640, height: 480 };
export const hd: Size = { width: 1280, height: 720 };

/** Pictures in a file, which are played in a loop. */
export const patternFrames = 32;

const programs = join(import.meta.dirname, 'programs');

/** A sender that starts on request. */
export class Player {
  readonly port: number;
  readonly #program: Program;

  constructor(program: Program, port: number) {
    this.#program = program;
    this.port = port;
  }

  begin(): void {
    this.#program.type('begin');
  }

  /** Starts, and resolves with the seconds until everything was received. */
  async seconds(): Promise<number> {
    this.begin();
    return Number(await this.#program.line());
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}

/** Waits for a client, then plays `count` pictures at `rate` per second, or as fast as possible if it is 0. */
export async function play(path: string, rate: number, count: number): Promise<Player> {
  const program = await startPython(join(programs, 'framePlayer.py'), path, rate, count);
  return new Player(program, await program.port());
}

/** Writes test patterns, each preceded by its length, and returns the path of the file. */
export async function writeFrames(folder: string, size: Size, codec: 'pickle' | 'jpeg'): Promise<string> {
  const { width, height } = size;
  const parts: Uint8Array[] = [];
  for (let frame = 1; frame <= patternFrames; frame++) {
    const pixels = new Uint8Array(pictureBytes(width, height, 'bgr'));
    drawTestPattern(pixels, width, height, { frame, timeMs: Date.now() });
    const payload =
      codec === 'pickle' ? pickledPicture({ ...size, order: 'bgr', pixels }) : [await encodeJpeg(pixels, size, 80)];
    parts.push(...prefixedPayload(payload, 'little'));
  }
  const path = join(folder, `frames.${codec}`);
  await writeFile(path, parts);
  return path;
}
