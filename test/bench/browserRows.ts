/** Rows of the table that are measured where people look: in the page, between an event and the picture after it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startPython } from '../support/program.ts';
import { panelFrame } from './panelFrame.ts';
import { megabytes, ms, type Result, within } from './result.ts';
import type { Bench } from './trafficRows.ts';

const floodBytes = 1024 ** 3;
const entries = 1_000_000;
const keystrokes = 60;
const keystrokeEveryMs = 50;
const settleMs = 1500;
const programs = join(import.meta.dirname, 'programs');

/** Types into a file beside the panel while a gigabyte floods in. */
export async function keystrokeRow({ host, folder }: Bench, page: Page): Promise<Result> {
  const file = join(folder, 'typing.txt');
  await writeFile(file, '');
  await host.openFile(file);
  const port = await host.open('typing', { kind: 'tcp-server', address: ':0' });
  await host.openPanel('typing');
  await panelFrame(page);
  await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
  await watchKeystrokes(page);
  const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, floodBytes);
  for (let at = 0; at < keystrokes; at++) {
    await page.keyboard.press('x');
    await page.waitForTimeout(keystrokeEveryMs);
  }
  await host.received('typing', 'bytesIn', floodBytes);
  await flood.ended();
  const taken = (await page.evaluate(() => window.keystrokes)).toSorted((one, other) => one - other);
  await host.remove('typing');
  const p95 = taken[Math.floor(taken.length * 0.95)] ?? Number.POSITIVE_INFINITY;
  return within(`keystroke to picture in a file beside the flood, p95 of ${taken.length}`, p95, 100, ms);
}

/** A million lines, then what it takes to see the first rows, the end, and what is looked for. */
export async function millionRows({ host }: Bench, page: Page): Promise<Result[]> {
  const idle = await host.memory();
  const port = await host.open('million', { kind: 'tcp-server', address: ':0', framing: { line: 'lf' } });
  await (await startPython(join(programs, 'lines.py'), port, entries)).ended();
  await host.received('million', 'framesIn', entries);
  await host.openPanel('million');
  const frame = await panelFrame(page);
  await frame.locator('[role=listitem]').first().waitFor();
  const memory = await host.memory();
  await page.waitForTimeout(settleMs);
  const again = await timed(
    frame,
    () => document.querySelector<HTMLElement>('.segments button[aria-checked=false]')?.click(),
    '.log-row',
  );
  const top = await timed(frame, () => scrollList(0), '.row:first-child[data-position="0"] .log-row');
  const end = await timed(
    frame,
    () => document.querySelector<HTMLElement>('.to-newest')?.click(),
    `.row[data-position="${entries}"] .log-row`,
  );
  await frame.locator('button[aria-label^=Find]').click();
  const search = await timed(
    frame,
    () => {
      const input = document.querySelector<HTMLInputElement>('.find-input');
      if (!input) return;
      input.value = 'line 999999';
      input.dispatchEvent(new Event('input'));
    },
    '.find-count:not(:empty)',
    text => /^1 found$/.test(text),
  );
  await host.remove('million');
  return [
    within('1,000,000 entries: first rows of a view', again, 100, ms),
    within('1,000,000 entries: jump to the first', top, 100, ms),
    within('1,000,000 entries: jump to the end', end, 100, ms),
    within('1,000,000 entries: text found', search, 1000, ms),
    within('1,000,000 entries: memory above idle', memory - idle, 150e6, megabytes),
  ];
}

declare global {
  interface Window {
    keystrokes: number[];
  }
  function scrollList(top: number): void;
}

/** From each key to the first picture in which the editor's text is another. */
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

/** ms from an action in the page to the first picture with an element, whose text is as it should be. */
async function timed(
  frame: Frame,
  act: () => void,
  selector: string,
  isRight: (text: string) => boolean = () => true,
): Promise<number> {
  return frame.evaluate(
    ([actText, wanted, rightText]) => {
      const scroller = document.querySelector('.scroller');
      const define = 'const scrollList = top => { scroller.scrollTop = top };';
      const action = new Function('scroller', `${define} (${actText})()`) as (scroller: Element | null) => void;
      const right = new Function('text', `return (${rightText})(text)`) as (text: string) => boolean;
      return new Promise<number>(resolve => {
        const start = performance.now();
        action(scroller);
        const look = () => {
          const text = document.querySelector(wanted ?? '')?.textContent;
          if (text === undefined || text === null || !right(text)) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        };
        requestAnimationFrame(look);
      });
    },
    [String(act), selector, String(isRight)],
  );
}
