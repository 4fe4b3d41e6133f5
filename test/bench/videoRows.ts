/** Rows of the table about video: decoded beside the Python loop, painted in the page, as old as the clock in its pictures tells. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { pictureBytes } from '../../src/core/video/picture.ts';
import { drawTestPattern } from '../../src/core/video/testPattern.ts';
import { blockColumns, blockRows, patternLayout } from '../../src/core/video/testPatternLayout.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import { encodeJpeg } from '../../src/engine/video/jpegTurbo.ts';
import { type Program, startNode, startOpenCv, startPython } from '../support/program.ts';
import { panelFrame } from './panelFrame.ts';
import {
  atLeast,
  compared,
  figure,
  megabytes,
  ms,
  picturesPerSecond,
  type Result,
  steadily,
  within,
} from './result.ts';
import type { Bench } from './trafficRows.ts';

const programs = join(import.meta.dirname, 'programs');
const picture = 'portside-picture canvas:not([width="0"])';
/** In turns, the best of each. */
const rounds = 3;
/** Python is slower: fewer take it as long. */
const decoded = { ours: 3000, theirs: 600 };
const fps = 30;
const paintedMs = 20_000;
const longMs = 600_000;
/** Of the ten minutes: what is loaded or compiled in the first of them is not what grows. */
const settledMs = 120_000;
const memoryEveryMs = 5000;
/** One lost kilobyte a picture would be as much. */
const memoryGrowth = 16e6;
/** Played over and over. */
const patternFrames = 32;
const pageBytes = 4096;
const messages = 40;
const messageEveryMs = 250;
const maxKeyMs = 100;

interface Size {
  readonly width: number;
  readonly height: number;
}

const vga: Size = { width: 640, height: 480 };
const hd: Size = { width: 1280, height: 720 };

/** What was seen on the canvas: numbers of pictures, each once, and how old they were. */
interface Painted {
  readonly numbers: number[];
  readonly agesMs: number[];
}

/** As many pictures a second as a sender gives, received by us and by the loop of the tutorials. */
export async function decodeRow({ host, folder }: Bench): Promise<Result> {
  const path = await writeFrames(folder, vga, 'pickle');
  const taken = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const toLoop = await play(path, 0, decoded.theirs);
    const loop = await startOpenCv(join(programs, 'videoLoop.py'), toLoop.port, decoded.theirs);
    taken.theirs.push(await toLoop.seconds());
    await loop.ended();
    const toUs = await play(path, 0, decoded.ours);
    await host.open('decoded', { kind: 'tcp-client', address: `127.0.0.1:${toUs.port}` });
    await host.showVideo('decoded');
    taken.ours.push(await toUs.seconds());
    await host.remove('decoded');
  }
  return atLeast(5, {
    what: 'pickled pictures of 640 × 480 received and decoded',
    ours: decoded.ours / Math.min(...taken.ours),
    peer: 'the Python loop, `recv(4096)`, `pickle.loads`',
    theirs: decoded.theirs / Math.min(...taken.theirs),
    unit: picturesPerSecond,
  });
}

/** What of 30 pictures a second is painted, read back from the canvas, while somebody chats in the same panel. */
export async function paintedRows(bench: Bench, page: Page): Promise<Result[]> {
  const { host } = bench;
  const rows: Result[] = [];
  for (const [codec, size] of [
    ['pickle', vga],
    ['jpeg', hd],
  ] as const) {
    const player = await play(await writeFrames(bench.folder, size, codec), fps, Number.MAX_SAFE_INTEGER);
    await host.open('painted', { kind: 'tcp-client', address: `127.0.0.1:${player.port}` });
    await host.openPanel('painted');
    const frame = await panelFrame(page);
    const before = await answersInTime(frame, page, 'before');
    await host.showVideo('painted');
    player.begin();
    await frame.locator(picture).waitFor();
    const watched = watchPainted(frame, size, paintedMs);
    const beside = await answersInTime(frame, page, 'beside');
    const { numbers } = await watched;
    const what = `${codec === 'pickle' ? 'pickled' : 'JPEG'} pictures of ${size.width} × ${size.height}`;
    rows.push(
      steadily(`${what} painted, of ${fps} a second`, (numbers.length * 1000) / paintedMs, fps, picturesPerSecond),
      keyRow(percentile(beside, 0.95), percentile(before, 0.95)),
    );
    await host.remove('painted');
    await player.stop();
  }
  return rows;
}

function keyRow(ours: number, theirs: number): Result {
  const what = `message sent in the panel beside it, key to picture, p95 of ${messages}`;
  const comparison = { what, ours, peer: 'without video', theirs, unit: ms };
  return { ...compared(comparison), aim: `≤ ${ms(maxKeyMs)}`, met: ours <= maxKeyMs };
}

/** Ten minutes of our own test pattern through a socket to a canvas in the same window: how old each picture is, and what is kept of them. */
export async function longRows({ host }: Bench, page: Page, browser: Browser): Promise<Result[]> {
  const port = await host.open('pattern', { kind: 'tcp-server', address: ':0' });
  await host.sendPattern('pattern', { ...vga, fps });
  await host.open('long', { kind: 'tcp-client', address: `127.0.0.1:${port}` });
  await host.openPanel('long');
  const frame = await panelFrame(page);
  await host.showVideo('long');
  await frame.locator(picture).waitFor();
  const memories: { host: number; browser: number }[] = [];
  const watching = setInterval(async () => {
    memories.push({ host: await host.memory(), browser: await memoryOf(browser) });
  }, memoryEveryMs);
  const { numbers, agesMs } = await watchPainted(frame, vga, longMs);
  clearInterval(watching);
  await host.remove('long');
  await host.remove('pattern');
  const settled = memories.slice(settledMs / memoryEveryMs);
  const growth = (of: 'host' | 'browser') => growthOf(settled.map(memory => memory[of]));
  return [
    steadily('pictures painted in ten minutes', (numbers.length * 1000) / longMs, fps, picturesPerSecond),
    within('test pattern’s clock to canvas, p50', percentile(agesMs, 0.5), 100, ms),
    within('test pattern’s clock to canvas, p95', percentile(agesMs, 0.95), 100, ms),
    within('extension host’s memory, 10th minute above 3rd', growth('host'), memoryGrowth, megabytes),
    within('browser’s memory, 10th minute above 3rd', growth('browser'), memoryGrowth, megabytes),
  ];
}

/** What the engine copies of each picture that is shown, from the socket to the thread that makes a JPEG of it for the page. */
export async function copiedRow({ folder }: Bench): Promise<Result> {
  const path = await writeFrames(folder, vga, 'pickle');
  const player = await play(path, fps, 100);
  const engine = startNode(join(programs, 'copiedBytes.ts'), player.port);
  await engine.line();
  player.begin();
  const copied = Number(await engine.line());
  await engine.ended();
  const bytes = (await readFile(path)).length / patternFrames;
  return figure(`bytes copied of a picture of ${megabytes(bytes)} that is shown`, copied, megabytes);
}

/** A sender, who waits for the word. */
class Player {
  readonly port: number;
  readonly #program: Program;

  constructor(program: Program, port: number) {
    this.#program = program;
    this.port = port;
  }

  begin(): void {
    this.#program.type('begin');
  }

  /** Begins, and resolves with how long it took until all was taken. */
  async seconds(): Promise<number> {
    this.begin();
    return Number(await this.#program.line());
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}

async function play(path: string, rate: number, count: number): Promise<Player> {
  const program = await startPython(join(programs, 'framePlayer.py'), path, rate, count);
  return new Player(program, await program.port());
}

/** Test patterns after their lengths, as a file: its path. */
async function writeFrames(folder: string, size: Size, codec: 'pickle' | 'jpeg'): Promise<string> {
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

/** Reads each drawing of the screen what is on the canvas, for so long. */
function watchPainted(frame: Frame, { width, height }: Size, forMs: number): Promise<Painted> {
  const { blockSide } = patternLayout(width, height);
  return frame.locator(picture).evaluate(
    async (canvas, { columns, rows, side, ms }) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d');
      const numbers: number[] = [];
      const agesMs: number[] = [];
      const bytes = new DataView(new ArrayBuffer((columns * rows) / 8));
      const until = performance.now() + ms;
      while (performance.now() < until) {
        await new Promise(requestAnimationFrame);
        const pixels = context?.getImageData(0, 0, columns * side, rows * side).data ?? [];
        for (let block = 0; block < columns * rows; block++) {
          const [x, y] = [(block % columns) * side + side / 2, Math.floor(block / columns) * side + side / 2];
          const isSet = (pixels[4 * (y * columns * side + x)] ?? 0) >= 128;
          const [at, bit] = [block >> 3, 0x80 >> (block & 7)];
          bytes.setUint8(at, isSet ? bytes.getUint8(at) | bit : bytes.getUint8(at) & ~bit);
        }
        const number = bytes.getUint32(0);
        if (number === numbers.at(-1)) continue;
        numbers.push(number);
        agesMs.push((Date.now() - bytes.getUint32(4)) | 0);
      }
      return { numbers, agesMs };
    },
    { columns: blockColumns, rows: blockRows, side: blockSide, ms: forMs },
  );
}

/** Sends messages one after the other by keyboard: ms from each key to the picture with its row. */
async function answersInTime(frame: Frame, page: Page, what: string): Promise<number[]> {
  const composer = frame.locator('portside-composer textarea');
  const taken: number[] = [];
  for (let at = 0; at < messages; at++) {
    const text = `${what} ${at};`;
    await composer.fill(text);
    const shown = frame.evaluate(
      wanted =>
        new Promise<number>(resolve => {
          let pressedAt = Number.NaN;
          const pressed = ({ key }: KeyboardEvent) => {
            if (key === 'Enter') pressedAt = performance.now();
          };
          document.addEventListener('keydown', pressed, { capture: true, once: true });
          const look = () => {
            const rows = [...document.querySelectorAll('[role=listitem]')];
            if (!rows.some(row => row.textContent?.includes(wanted))) requestAnimationFrame(look);
            else setTimeout(() => resolve(performance.now() - pressedAt));
          };
          requestAnimationFrame(look);
        }),
      text,
    );
    await composer.press('Enter');
    taken.push(await shown);
    await page.waitForTimeout(messageEveryMs);
  }
  return taken;
}

/** Bytes that all processes of the browser hold. */
async function memoryOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const held = await Promise.all(processInfo.map(({ id }) => residentBytes(id)));
  return held.reduce((sum, bytes) => sum + bytes, 0);
}

/** What is not shared with others, as Linux tells it (proc(5), `statm`, pages). */
async function residentBytes(pid: number): Promise<number> {
  const [, resident = 0, shared = 0] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ').map(Number);
  return (resident - shared) * pageBytes;
}

/** Of the last minute above the first one, by their medians. */
function growthOf(samples: readonly number[]): number {
  const minute = 60_000 / memoryEveryMs;
  return percentile(samples.slice(-minute), 0.5) - percentile(samples.slice(0, minute), 0.5);
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}
