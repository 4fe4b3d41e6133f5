/** Rows of the table about video: decoding compared with the Python loop, and painting in the page. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startNode, startOpenCv } from '../support/program.ts';
import type { Bench } from './benchSetting.ts';
import { hd, type Player, patternFrames, play, type Size, vga, writeFrames } from './framePlayer.ts';
import { panelFrame } from './panelFrame.ts';
import { atLeast, each, exactly, figure, type Result, steadily, withinBeside } from './result.ts';
import { percentile } from './statistics.ts';
import { megabytes, ms, picturesPerSecond, written } from './units.ts';
import { pictureCanvas, watchPainted } from './watchPainted.ts';

const programs = join(import.meta.dirname, 'programs');
const fps = 30;
const messageEveryMs = 250;
const maxKeyMs = 100;

/** Receives pictures as fast as a sender delivers them, in turns with the loop of the tutorials. */
export async function decodeRow({ host, folder, sampler, plans, sizes, touch }: Bench): Promise<Result> {
  const path = await writeFrames(folder, vga, 'pickle');
  const { decoded } = sizes;
  const what = 'pickled pictures of 640 × 480 received and decoded';
  const peer = 'the Python loop, `recv(4096)`, `pickle.loads`';
  const pairs = await sampler.sample({
    what: `${what}, in turns with ${peer}`,
    plan: plans.seconds,
    before: touch,
    turns: {
      async theirs() {
        const player = await play(path, 0, decoded.theirs);
        const loop = await startOpenCv(join(programs, 'videoLoop.py'), player.port, decoded.theirs);
        const taken = await player.seconds();
        await loop.ended();
        return decoded.theirs / taken;
      },
      async ours() {
        const player = await play(path, 0, decoded.ours);
        await host.open('decoded', { kind: 'tcp-client', address: `127.0.0.1:${player.port}` });
        await host.showVideo('decoded');
        const taken = await player.seconds();
        await host.remove('decoded');
        return decoded.ours / taken;
      },
    },
    show: ({ ours, theirs }) => `${written(ours, picturesPerSecond)}, ${written(theirs, picturesPerSecond)}`,
  });
  return atLeast(5, { what, pairs, peer, unit: picturesPerSecond });
}

/** Counts how many of 30 pictures a second are painted while a user chats in the same panel. */
export async function paintedRows(bench: Bench): Promise<Result[]> {
  return [...(await paintedRowsOf(bench, 'pickle', vga)), ...(await paintedRowsOf(bench, 'jpeg', hd))];
}

async function paintedRowsOf(bench: Bench, codec: 'pickle' | 'jpeg', size: Size): Promise<Result[]> {
  const { host, folder, page, sampler, plans, sizes } = bench;
  const path = await writeFrames(folder, size, codec);
  const what = `${codec === 'pickle' ? 'pickled' : 'JPEG'} pictures of ${size.width} × ${size.height} painted, of ${fps} a second`;
  let player: Player | undefined;
  let frame: Frame | undefined;
  const samples = await sampler.sample({
    what,
    plan: plans.minutes,
    turns: {
      async theirs() {
        player = await play(path, fps, Number.MAX_SAFE_INTEGER);
        await host.open('painted', { kind: 'tcp-client', address: `127.0.0.1:${player.port}` });
        await host.openPanel('painted');
        frame = await panelFrame(page);
        return answersInTime(frame, page, 'before', sizes.messages);
      },
      async ours() {
        if (!player || !frame) throw new Error('the panel without video comes first');
        await host.showVideo('painted');
        player.begin();
        await frame.locator(pictureCanvas).waitFor();
        const watched = watchPainted(frame, size, sizes.paintedMs);
        const keyMs = await answersInTime(frame, page, 'beside', sizes.messages);
        const rate = ((await watched).length * 1000) / sizes.paintedMs;
        await host.remove('painted');
        await player.stop();
        return { rate, keyMs };
      },
    },
    show: ({ ours, theirs }) =>
      `${written(ours.rate, picturesPerSecond)}; a message ${written(ours.keyMs, ms)}, without video ${written(theirs, ms)}`,
  });
  const pairs = each(samples, ({ ours, theirs }) => ({ ours: ours.keyMs, theirs }));
  const key = `message sent in the panel beside it, key to paint, p95 of ${sizes.messages}`;
  return [
    steadily(fps, { what, runs: each(samples, ({ ours }) => ours.rate), unit: picturesPerSecond }),
    withinBeside(maxKeyMs, { what: key, pairs, peer: 'without video', unit: ms }),
  ];
}

/** Measures how many bytes the engine copies per shown picture, from the socket to the thread that encodes it as JPEG. */
export async function copiedRow({ folder }: Bench): Promise<Result> {
  const path = await writeFrames(folder, vga, 'pickle');
  const player = await play(path, fps, Number.MAX_SAFE_INTEGER);
  const engine = startNode(join(programs, 'videoCopies.ts'), player.port);
  await engine.line();
  player.begin();
  const copied = exactly(Number(await engine.line()));
  await engine.ended();
  await player.stop();
  const size = written((await readFile(path)).length / patternFrames, megabytes);
  return figure({ what: `bytes copied to show a picture of ${size}`, runs: copied, unit: megabytes });
}

/** Sends messages one after another by keyboard. Returns the 95th percentile from the key to the paint of its row, in ms. */
async function answersInTime(frame: Frame, page: Page, what: string, messages: number): Promise<number> {
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
  return percentile(taken, 0.95);
}
