/** A window of panels for each test, and one browser per set of flags for the whole run. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelWindow, type PanelWindowOptions } from '../support/page/panelWindow.ts';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';

/** Browsers by the flags that they were started with. */
const browsers = new Map<string, Browser>();

// A root hook, since all files share them.
after(async () => {
  await Promise.all([...browsers.values()].map(browser => browser.close()));
});

/** Returns the browser with these flags, which later callers reuse. */
async function browserWith(flags: readonly string[]): Promise<Browser> {
  const browser = browsers.get(flags.join(' ')) ?? (await launchBrowser(flags));
  browsers.set(flags.join(' '), browser);
  return browser;
}

export interface PageTestOptions extends PanelWindowOptions {
  /** Flags of the browser. */
  readonly flags?: readonly string[];
}

export interface PageTest {
  readonly window: PanelWindow;
  /** A folder for this test only. */
  readonly folder: string;
  /** Starts a tutorial program, which is ended after the test. */
  program(name: string, ...args: (string | number)[]): Promise<Program>;
}

/** Opens a window before each test and closes it afterwards; a failed test leaves a picture in `out/screenshots`. */
export function eachInItsOwnPage(options: PageTestOptions = {}): PageTest {
  const programs: Program[] = [];
  let open: { window: PanelWindow; folder: string } | undefined;
  const current = () => {
    if (!open) throw new Error('no window is open');
    return open;
  };

  beforeEach(async () => {
    // Read here, not earlier: an option may be a getter for a value that an earlier hook prepares.
    const { flags = [], ...others } = options;
    const browser = await browserWith(flags);
    const folder = await mkdtemp(join(tmpdir(), 'portside-page-'));
    open = { folder, window: await PanelWindow.open(browser, { folders: [folder], ...others }) };
  });

  afterEach(async function () {
    // It didn't open, which has already been reported.
    if (!open) return;
    const { window, folder } = open;
    open = undefined;
    const isFailed = this.currentTest?.isFailed() ?? false;
    if (isFailed) await window.screenshot(`failed page ${this.currentTest?.fullTitle()}`.replaceAll(/\W+/g, '-'));
    await window.close(!isFailed);
    await Promise.all(programs.splice(0).map(program => program.stop()));
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(window.complaints, [], 'what the page wrote to its console');
  });

  return {
    get window() {
      return current().window;
    },
    get folder() {
      return current().folder;
    },
    async program(name, ...args) {
      const started = await startPython(join(root, 'test/interop/programs', `${name}.py`), ...args);
      programs.push(started);
      return started;
    },
  };
}
