/** Takes pictures of a window in a light and a dark theme, cropped to what they show and with few colors. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Theme } from '../../support/page/themes.ts';
import { run } from '../../support/run.ts';
import { systemProgram } from '../../support/systemPackages.ts';
import type { Workbench } from '../../support/workbench.ts';

/** Sharp on high-resolution screens. */
export const pictureScale = 2;
export type PictureTheme = 'light' | 'dark';
const themes = { light: 'Light Modern', dark: 'Dark Modern' } as const satisfies Record<PictureTheme, Theme>;
/** As many colors as flat areas and antialiased text need. */
const fewColors = 64;

export interface Setting {
  readonly workbench: Workbench;
  /** The folder that the window has open. */
  readonly folder: string;
  readonly settings: object;
  /** The folder that pictures are written to. */
  readonly media: string;
}

export interface PictureOptions {
  /** Parts of the window that the picture shows, all of it by default. */
  readonly parts?: readonly Locator[];
  /** Room around the parts, in pixels of the window. */
  readonly margin?: number;
  readonly colors?: number;
}

export class Photographer {
  readonly workbench: Workbench;
  readonly #folder: string;
  readonly #media: string;
  #settings: object;
  #theme: PictureTheme = 'dark';

  constructor({ workbench, folder, settings, media }: Setting) {
    this.workbench = workbench;
    this.#folder = folder;
    this.#settings = settings;
    this.#media = media;
  }

  /** Adds settings to those of the folder. */
  async use(settings: object): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await this.show(this.#theme);
  }

  /** Switches the window to a theme. */
  async show(theme: PictureTheme): Promise<void> {
    this.#theme = theme;
    await this.workbench.chooseTheme(themes[theme], this.#folder, this.#settings);
    const { page, panel } = this.workbench;
    if ((await page.locator('iframe.webview.ready:visible').count()) > 0)
      await panel.locator(`body.vscode-${theme}`).waitFor();
  }

  /** Writes `NAME-light.png` and `NAME-dark.png`. */
  async take(name: string, { parts = [], margin = 0, colors = fewColors }: PictureOptions = {}): Promise<void> {
    const { page } = this.workbench;
    for (const theme of ['light', 'dark'] as const) {
      await this.show(theme);
      // Between the tabs and the edge, where nothing reacts to it.
      await page.mouse.move((page.viewportSize()?.width ?? 0) / 2, 1);
      const clip = await around(parts, margin);
      const picture = await page.screenshot({ animations: 'disabled', ...(clip && { clip }) });
      await writeReduced(picture, join(this.#media, `${name}-${theme}.png`), colors);
    }
  }
}

/** Returns the rectangle around all parts. */
async function around(parts: readonly Locator[], margin: number) {
  if (parts.length === 0) return undefined;
  const boxes = await Promise.all(parts.map(part => part.boundingBox()));
  const seen = boxes.filter(box => box !== null);
  if (seen.length < parts.length) throw new Error('a part of the picture isn’t visible');
  const x = Math.min(...seen.map(box => box.x)) - margin;
  const y = Math.min(...seen.map(box => box.y)) - margin;
  const right = Math.max(...seen.map(box => box.x + box.width)) + margin;
  const bottom = Math.max(...seen.map(box => box.y + box.height)) + margin;
  return { x, y, width: right - x, height: bottom - y };
}

/** Writes a picture with a palette of its own, which makes it a third as large. */
async function writeReduced(picture: Uint8Array, file: string, colors: number): Promise<void> {
  const palette = `split[a][b];[a]palettegen=max_colors=${colors}[p];[b][p]paletteuse=dither=none`;
  const scratch = await mkdtemp(join(tmpdir(), 'portside-picture-'));
  try {
    const whole = join(scratch, 'whole.png');
    await writeFile(whole, picture);
    const ffmpeg = await systemProgram('ffmpeg');
    await run(ffmpeg, ['-y', '-loglevel', 'error', '-i', whole, '-vf', palette, '-pred', 'mixed', file]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
