/** Rows of the table that are measured in the page, from an event to the paint that shows its effect. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startPython } from '../support/program.ts';
import type { Bench } from './benchSetting.ts';
import { panelFrame } from './panelFrame.ts';
import { each, exactly, type Result, within } from './result.ts';
import { percentile } from './statistics.ts';
import { megabytes, ms, written } from './units.ts';

const keystrokeEveryMs = 50;
const settleMs = 500;
const maxPictureMs = 100;
const maxFindMs = 1000;
const maxMemory = 150e6;
const programs = join(import.meta.dirname, 'programs');

/** Types into a file beside the panel during a flood. */
export async function keystrokeRow(bench: Bench): Promise<Result> {
  const { host, page, folder, sampler, plans, sizes, touch } = bench;
  const file = join(folder, 'typing.txt');
  await writeFile(file, '');
  await host.openFile(file);
  await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
  await watchKeystrokes(page);
  const what = `keystroke to paint in a file beside the flood, p95 of ${sizes.keystrokes}`;
  const samples = await sampler.sample({
    what,
    plan: plans.seconds,
    before: touch,
    turns: { ours: () => typeBesideFlood(bench) },
    show: ({ ours }) => written(ours, ms),
  });
  return within(maxPictureMs, { what, runs: each(samples, ({ ours }) => ours), unit: ms });
}

/** Returns the 95th percentile of the keystrokes, in ms. */
async function typeBesideFlood({ host, page, sizes }: Bench): Promise<number> {
  const port = await host.open('typing', { kind: 'tcp-server', address: ':0' });
  await host.openPanel('typing');
  await panelFrame(page);
  await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
  await page.evaluate(() => {
    window.keystrokes = [];
  });
  const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, sizes.floodBytes);
  for (let at = 0; at < sizes.keystrokes; at++) {
    await page.keyboard.press('x');
    await page.waitForTimeout(keystrokeEveryMs);
  }
  await host.received('typing', 'bytesIn', sizes.floodBytes);
  await flood.ended();
  const taken = await page.evaluate(() => window.keystrokes);
  await host.remove('typing');
  return percentile(taken, 0.95);
}

/** Records a million lines, then measures how long it takes to show the first rows, jump to both ends and find text. */
export async function millionRows({ host, page, sampler, plans, sizes }: Bench): Promise<Result[]> {
  const idle = await host.memory();
  const port = await host.open('million', { kind: 'tcp-server', address: ':0', framing: { line: 'lf' } });
  await (await startPython(join(programs, 'lines.py'), port, sizes.entries)).ended();
  await host.received('million', 'framesIn', sizes.entries);
  await host.openPanel('million');
  const frame = await panelFrame(page);
  await frame.locator('[role=listitem]').first().waitFor();
  const memory = exactly((await host.memory()) - idle);
  await frame.locator('button[aria-label^=Find]').click();
  const moments = new Moments(frame, page, sizes.entries);
  const entries = `${sizes.entries.toLocaleString('en')} entries`;
  const samples = await sampler.sample({
    what: `${entries}: time to show rows and to find text`,
    plan: plans.moments,
    before: () => moments.toChat(),
    turns: { ours: () => moments.measure() },
    show: ({ ours }) =>
      Object.values(ours)
        .map(value => written(value, ms))
        .join(', '),
  });
  await host.remove('million');
  const row = (what: string, of: keyof Taken, limitMs: number) =>
    within(limitMs, { what: `${entries}: ${what}`, runs: each(samples, ({ ours }) => ours[of]), unit: ms });
  return [
    row('first rows of a view', 'view', maxPictureMs),
    row('jump to the first', 'first', maxPictureMs),
    row('jump to the end', 'end', maxPictureMs),
    row('text found', 'found', maxFindMs),
    within(maxMemory, { what: `${entries}: memory above idle`, runs: memory, unit: megabytes }),
  ];
}

declare global {
  interface Window {
    keystrokes: number[];
  }
  function scrollList(top: number): void;
}

/** Times in ms. */
interface Taken {
  readonly view: number;
  readonly first: number;
  readonly end: number;
  readonly found: number;
}

/** Moves through a long transcript in a panel repeatedly. */
class Moments {
  readonly #frame: Frame;
  readonly #page: Page;
  readonly #entries: number;
  #searches = 0;

  constructor(frame: Frame, page: Page, entries: number) {
    this.#frame = frame;
    this.#page = page;
    this.#entries = entries;
  }

  async toChat(): Promise<void> {
    if ((await this.#frame.locator('.log-row').count()) > 0) await this.#frame.evaluate(clickOtherView);
    await this.#frame.locator('.bubble-row').first().waitFor();
    await this.#page.waitForTimeout(settleMs);
  }

  async measure(): Promise<Taken> {
    const frame = this.#frame;
    const end = `.row[data-position="${this.#entries}"] .log-row`;
    const view = await this.#settled(timed(frame, clickOtherView, '.log-row'));
    const first = await this.#settled(
      timed(frame, () => scrollList(0), '.row:first-child[data-position="0"] .log-row'),
    );
    const newest = () => document.querySelector<HTMLElement>('.to-newest')?.click();
    const toEnd = await this.#settled(timed(frame, newest, end));
    return { view, first, end: toEnd, found: await this.#find() };
  }

  /** Finds a different text each time, since a repeated search would already know its result. */
  async #find(): Promise<number> {
    await this.#frame.locator('.find-input').fill('');
    await this.#frame.locator('.find-count:empty').waitFor({ state: 'attached' });
    await this.#page.waitForTimeout(settleMs);
    const find = (text: string) => {
      const input = document.querySelector<HTMLInputElement>('.find-input');
      if (!input) return;
      input.value = text;
      input.dispatchEvent(new Event('input'));
    };
    const isFound = (text: string) => /^1 found$/.test(text);
    const text = `line ${this.#entries - 1 - this.#searches++}`;
    return timed(this.#frame, find, '.find-count:not(:empty)', { isRight: isFound, text });
  }

  async #settled(taken: Promise<number>): Promise<number> {
    const value = await taken;
    await this.#page.waitForTimeout(settleMs);
    return value;
  }
}

function clickOtherView(): void {
  document.querySelector<HTMLElement>('.segments button[aria-checked=false]')?.click();
}

/** Measures the time from each key to the first paint after the editor's text has changed. */
async function watchKeystrokes(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keystrokes = [];
    let pressedAt: number | undefined;
    document.addEventListener(
      'keydown',
      () => {
        pressedAt = performance.now();
      },
      { capture: true },
    );
    const observer = new MutationObserver(() => {
      const start = pressedAt;
      if (start === undefined) return;
      pressedAt = undefined;
      requestAnimationFrame(() => setTimeout(() => window.keystrokes.push(performance.now() - start)));
    });
    const lines = document.querySelector('.editor-instance .monaco-editor .view-lines');
    if (lines) observer.observe(lines, { subtree: true, childList: true, characterData: true });
  });
}

/** Returns the ms from an action in the page to the first paint with an element that has the right text. */
async function timed(
  frame: Frame,
  act: (text: string) => void,
  selector: string,
  { isRight = () => true, text = '' }: { isRight?: (text: string) => boolean; text?: string } = {},
): Promise<number> {
  return frame.evaluate(
    ([actText, wanted, rightText, givenText]) => {
      const scroller = document.querySelector('.scroller');
      const define = 'const scrollList = top => { scroller.scrollTop = top };';
      const action = new Function('scroller', 'text', `${define} (${actText})(text)`) as (
        scroller: Element | null,
        text: string | undefined,
      ) => void;
      const right = new Function('text', `return (${rightText})(text)`) as (text: string) => boolean;
      return new Promise<number>(resolve => {
        const start = performance.now();
        action(scroller, givenText);
        const look = () => {
          const text = document.querySelector(wanted ?? '')?.textContent;
          if (text === undefined || text === null || !right(text)) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        };
        requestAnimationFrame(look);
      });
    },
    [String(act), selector, String(isRight), text],
  );
}
